"""Outlets' feeds: which are polled, when, and what went wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from claims.access import allow
from sources import addresses
from sources.models import Feed, Outlet
from sources.services.bells import ring_after_commit
from sources.services.outlets import outlets

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

LATELY = timedelta(days=7)
SHOWN = 500


class FeedForm(forms.Form):
    outlet = forms.CharField(max_length=200, label="Outlet", widget=forms.TextInput(attrs={"list": "outlets"}))
    url = forms.CharField(label="Address of the feed or sitemap", widget=forms.TextInput(attrs={"inputmode": "url"}))
    minutes = forms.IntegerField(min_value=5, max_value=1440, initial=15, label="Minutes between two polls")

    def clean_url(self) -> str:
        try:
            return addresses.canonical(self.cleaned_data["url"])
        except addresses.AddressError as error:
            raise ValidationError(f"{error} Write the whole address, beginning with https://.") from error

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        held = Feed.objects.filter(outlet__name__iexact=data.get("outlet", ""), url=data.get("url", ""))
        if not self.errors and held.exists():
            raise ValidationError("This outlet has this feed already.")
        return data


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def feed_list(request: HttpRequest) -> HttpResponse:
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outlet = outlets([(data["outlet"], "")])[data["outlet"], ""]
        Feed.objects.create(outlet=outlet, url=data["url"], minutes=data["minutes"])
        ring_after_commit("sources.poll")
        messages.success(request, f"{data['url']} is polled from now on.")
        return redirect("feeds")
    lately = Count("outlet__articles", filter=Q(outlet__articles__created_at__gt=timezone.now() - LATELY))
    feeds = Feed.objects.select_related("outlet").annotate(lately=lately).order_by("outlet__name", "id")[:SHOWN]
    context = {"feeds": feeds, "form": form, "outlets": Outlet.objects.values_list("name", flat=True)[:SHOWN]}
    return render(request, "imports/feeds.html", context, status=422 if form.errors else 200)


@allow("admin")
@require_http_methods(["POST"])
def change_feed(request: HttpRequest, pk: int) -> HttpResponse:
    feed = get_object_or_404(Feed, pk=pk)
    match request.POST.get("action"):
        case "poll":
            Feed.objects.filter(pk=pk).update(next_at=None, active=True)
            ring_after_commit("sources.poll")
            messages.success(request, f"{feed.url} is asked now.")
        case "stop":
            Feed.objects.filter(pk=pk).update(active=False)
            messages.success(request, f"{feed.url} is asked no more.")
        case "delete":
            feed.delete()
            messages.success(request, f"{feed.url} is no longer in the list. Its articles stay.")
        case action:
            raise BadRequest(f"A feed cannot be told to “{action}”.")
    return redirect("feeds")
