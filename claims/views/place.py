"""Claims put on a timeline, or taken off it: one from its page, many from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.models import Claim, Link
from claims.place_choice import key_of, name_of, place_called, places_like, places_of_links
from claims.rights import demand, limit_of
from claims.services.place import MOST, attach, detach
from claims.services.refusals import Refused
from claims.views.numbers import number_of
from claims.views.pasted import LineField, TextField

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

    from claims.services.correction import Place

SHOWN = 50


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def place_claims(request: HttpRequest) -> HttpResponse:
    """`claim`, as often as there are; `place`, typed or by its key; `action` attach or detach, or `off`, a key. Without
    these the place is asked for. Of more claims than are placed at once the others stay chosen."""
    sent = request.POST if request.method == "POST" else request.GET
    keys = list(dict.fromkeys(number_of(value) for value in sent.getlist("claim")))
    if request.method != "POST" or not {"action", "off"} & sent.keys():
        return _show(request, keys)
    written = LineField(required=False).clean(sent.get("off") or sent.get("place", ""))
    there = "off" not in sent and sent["action"] != "detach"
    try:
        if len(keys) > MOST and "part" not in sent:
            raise Refused(
                f"{len(keys):,} claims are chosen, and at most {MOST} are placed at once. None was placed, and all stay"
                f" chosen: send it again to place the first {MOST}, then the next, or go back and choose fewer."
            )
        place, now = place_called(written), keys[:MOST]
        demand(request, story=place.story)
        _refuse_claims_of_others(request, now)
        note = TextField(required=False).clean(sent.get("note", ""))[:5_000]
        reviews = (attach if there else detach)(now, place, cast("User", request.user), note=note)
    except Refused as refused:
        return _show(request, keys, str(refused), status=422)
    _tell(request, place, len(reviews), reviews[0].pk, there=there)
    return _show(request, keys[MOST:]) if keys[MOST:] else redirect(_back(request))


def _refuse_claims_of_others(request: HttpRequest, keys: list[int]) -> None:
    stories = limit_of(request)
    if stories is None:
        return
    theirs = Link.objects.standing().filter(claim__in=keys, story__in=stories).values_list("claim", flat=True)
    if others := len(set(keys) - set(theirs)):
        raise Refused(f"{others} of the {len(keys)} claims stand on none of the stories that you edit.")


def _tell(request: HttpRequest, place: Place, number: int, review: int, *, there: bool) -> None:
    did = f"{number} claim{' was' if number == 1 else 's were'} {'put on' if there else 'taken off'}"
    address = reverse("decision", args=[review])
    told = format_html("{} “{}”. <a href='{}'>Look at it, or undo it</a>", did, name_of(place), address)
    messages.success(request, told)


def _back(request: HttpRequest) -> str:
    back = request.POST.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("claims")


def _show(request: HttpRequest, keys: list[int], fault: str = "", *, status: int = 200) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    written = LineField(required=False).clean(sent.get("place", ""))
    links = Link.objects.standing().filter(claim__in=keys[:MOST]).select_related("story", "event")
    context = {
        "keys": keys,
        "most": MOST,
        "claims": Claim.objects.filter(pk__in=keys[:SHOWN]).for_display().order_by("-day", "-pk"),
        "written": written,
        "places": [name_of(place) for place in places_like(written)],
        "standing": [(key_of(place), name_of(place), number) for place, number in places_of_links(links)[:20]],
        "fault": fault,
        "back": _back(request),
        "note": sent.get("note", ""),
    }
    return render(request, "claims/place.html", context, status=status)
