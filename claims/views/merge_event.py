"""One event merged into another of its story, after a look at what moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.listing.facets import CEILING
from claims.models import Claim, Event, ListedClaim
from claims.rights import demand
from claims.services.decide_event import merge_events
from claims.services.refusals import Refused, Stale
from claims.views.numbers import number_of
from claims.views.pasted import TextField

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

OFFERED, SHOWN = 200, 10


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def merge_event(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """`into` is the other one, which stays."""
    event = get_object_or_404(
        Event.objects.select_related("story", "merged_into"), pk=pk, story__slug=slug, story__taken_back=False
    )
    demand(request, story=event.story)
    sent = request.POST if request.method == "POST" else request.GET
    into = Event.objects.select_related("story", "merged_into").filter(pk=number_of(sent.get("into", ""))).first()
    if sent.get("into") and into is None:
        return _show(request, event, None, fault="There is no such event; choose one of these.", status=422)
    if request.method != "POST" or into is None:
        fault = "Choose the event that stays." if request.method == "POST" else ""
        return _show(request, event, into, fault=fault, status=422 if fault else 200)
    user, note = cast("User", request.user), TextField(required=False).clean(sent.get("note", ""))[:5_000]
    try:
        review = merge_events(event, into, user, number_of(sent.get("version", "")), note=note)
    except Stale as stale:
        event.refresh_from_db()
        fault = f"{stale} Nothing was merged: look at both once more."
        return _show(request, event, into, fault=fault, status=409)
    except Refused as refused:
        return _show(request, event, into, fault=str(refused), status=422)
    way_back = format_html('<a href="{}">Look at the decision, or undo it</a>', reverse("decision", args=[review.pk]))
    messages.success(request, format_html("“{}” was merged into “{}”. {}.", event, into, way_back))
    return redirect(event.story)


def _show(
    request: HttpRequest, event: Event, into: Event | None, *, fault: str = "", status: int = 200
) -> HttpResponse:
    others = event.story.events.standing().exclude(pk=event.pk)
    if into and (into.story_id != event.story_id or into == event):
        fault = fault or "An event is merged into another one of its own story."
        status, into = max(status, 422), None
    near = others.filter(days__overlap=event.days)
    moving = ListedClaim.objects.standing().about_event(event) if into else ListedClaim.objects.none()
    shown = Claim.objects.filter(pk__in=list(moving.newest_first().values_list("pk", flat=True)[:SHOWN]))
    context = {
        "story": event.story,
        "event": event,
        "into": into,
        "near": near[:OFFERED],
        "others": others.exclude(pk__in=near.values("pk"))[:OFFERED],
        "moving": shown.for_display().order_by("-day", "-pk"),
        "number": moving[: CEILING + 1].count(),
        "ceiling": CEILING,
        "both": moving.about_event(into)[: CEILING + 1].count() if into else 0,
        "fault": fault,
    }
    return render(request, "claims/event_merge.html", context, status=status)
