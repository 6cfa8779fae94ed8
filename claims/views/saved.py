from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBadRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_POST

from actors.models import Actor
from claims.feed_lists import clean_list
from claims.listing.criteria import ClaimForm
from claims.models import FeedAddress, SavedSearch, Story
from claims.saved_searches import MOST_NEW, canonical, entries_of, with_news
from claims.services.digests import latest_of
from claims.services.saved import (
    LONGEST_NAME,
    MOST,
    TooMuch,
    change_search,
    follow,
    follow_query,
    open_search,
    save_search,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse


@require_http_methods(["GET", "HEAD", "POST"])
def saved_list(request: HttpRequest) -> HttpResponse:
    """The person's searches; a POST saves one more and goes back to it."""
    if request.method == "POST":
        return _save(request)
    return render(request, "claims/saved.html", saved_context(request))


def saved_context(request: HttpRequest) -> dict[str, Any]:
    entries = with_news(entries_of(list(SavedSearch.objects.of(request.user)[:MOST])))
    addresses = {one.saved_id: one for one in FeedAddress.objects.live().filter(owner=request.user.pk)}
    digests = latest_of([entry.search for entry in entries])
    return {
        "entries": [(entry, addresses.get(entry.search.pk), digests.get(entry.search.pk)) for entry in entries],
        "mailed": any(entry.search.alert != SavedSearch.Alert.NONE for entry in entries),
        "mail_in_files": settings.MAIL_IN_FILES,
        "everything": addresses.get(None),
        "wanted": clean_list(request.GET.get("list", "")),
        "most_new": MOST_NEW,
        "alerts": SavedSearch.Alert.choices,
        "longest_name": LONGEST_NAME,
    }


def _save(request: HttpRequest) -> HttpResponse:
    form = ClaimForm(QueryDict(request.POST.get("query", "")[:10_000].lstrip("?")))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("saved")
    query = canonical(form)
    name = _name(request) or "All claims"
    try:
        search, new = save_search(cast("User", request.user), name, query)
    except TooMuch as fault:
        messages.error(request, str(fault))
    else:
        said = "Saved as" if new else "This search is saved already, as"
        messages.success(request, format_html("{} “<a href='{}'>{}</a>”.", said, reverse("saved"), search.name))
    return redirect(f"{reverse('claims')}?{query}")


@require_http_methods(["GET", "HEAD", "POST"])
def saved_search(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens it, so that nothing in it is new any more; a POST changes or deletes it."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    if request.method != "POST":
        open_search(search)
        return redirect(f"{reverse('claims')}?{search.query}")
    action = request.POST.get("action", "")
    if action == "delete":
        search.delete()
        messages.success(request, f"“{search.name}” was deleted.")
    elif action == "change":
        alert = request.POST.get("alert", "")
        if alert not in SavedSearch.Alert.values:
            return HttpResponseBadRequest("There is no such alert.")
        change_search(search, _name(request) or search.name, alert)
        messages.success(request, f"“{search.name}” was changed.")
    else:
        return HttpResponseBadRequest("There is no such action.")
    return redirect("saved")


@require_POST
def follow_view(request: HttpRequest) -> HttpResponse:
    """Follow the actor or story that the form names, or, with `stop`, do so no longer; then back to its page."""
    kind, slug = request.POST.get("kind", ""), request.POST.get("slug", "")[:120].replace("\0", "")
    what: Actor | Story
    if kind == "actor":
        actor = get_object_or_404(Actor.objects.select_related("canonical"), slug=slug)
        what = actor.canonical or actor
    else:
        what = get_object_or_404(Story, slug=slug)
    if request.POST.get("stop"):
        SavedSearch.objects.of(request.user).filter(query=follow_query(what)).delete()
        messages.success(request, f"You no longer follow {what}.")
    else:
        try:
            follow(cast("User", request.user), what)
        except TooMuch as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, f"You follow {what}: its new claims stand on your home page.")
    return redirect(what)


def _name(request: HttpRequest) -> str:
    return " ".join(request.POST.get("name", "").replace("\0", "").split())[:LONGEST_NAME]
