"""The form that says who speaks in a claim, and what stands before many claims are attributed at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_safe

from actors.models import Actor, Position
from claims.access import allow
from claims.asked import word
from claims.blind import question_about
from claims.colours import speaker_colours
from claims.excerpts import in_paragraphs
from claims.models import Claim, Story
from claims.rights import demand, limit_of
from claims.services.alike import CEILING, MOST, Alike, in_article, unresolved
from claims.services.assign import assign
from claims.services.lease import hold
from claims.services.refusals import Refused, Stale
from claims.views.speaker_form import ARTICLE, ONE, SpeakerForm
from sources.models import Outlet

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

__all__ = ["assign_speaker", "positions_of_speaker"]

MOST_POSITIONS = 20


@allow("editor")
@require_http_methods(["GET", "HEAD", "POST"])
def assign_speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim is attributed at once; many only by a form that was shown with what it would do (`sure`)."""
    claim = _claim(pk)
    demand(request, claim=claim)
    if request.method != "POST":
        opinion = question_about(request, claim)
        return redirect(opinion) if opinion else _show(request, claim)
    form = SpeakerForm(request.POST)
    if not form.is_valid():
        return _show(request, claim, form, status=422)
    values = form.cleaned_data
    try:
        alike = None if values["action"] == ONE else _alike(request, claim, form)
        if alike and "sure" not in request.POST:
            return _preview(request, claim, form, alike)
        by = cast("User", request.user)
        reviews = assign(claim, by, values["version"], form.speakers, alike, note=values["note"])
    except Stale as stale:
        return _show(request, _claim(pk), form, stale=stale, status=409)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _show(request, claim, form, status=422)
    number = f"{len(reviews)} claims are" if len(reviews) > 1 else "The claim is"
    told = [values["who"] or values["new_name"], values["who2"], values["who3"]]
    names = " and ".join(f"“{one}”" for one in told if one)
    messages.success(request, f"{number} attributed to {names}. The history of the claim undoes it as one.")
    return redirect(_next(request) or claim)


@allow("editor")
@require_safe
def positions_of_speaker(request: HttpRequest, pk: int) -> HttpResponse:
    """What the actor who was just typed held on the day, to choose from."""
    claim, actor = _claim(pk), Actor.objects.at(word(request.GET, "who"))
    known = Position.objects.on(claim.day).select_related("organization", "office")
    held = known.filter(Q(holder=actor) | Q(holder__canonical=actor))[:MOST_POSITIONS] if actor else []
    return render(request, "claims/_positions.html", {"claim": claim, "held": held})


def _alike(request: HttpRequest, claim: Claim, form: SpeakerForm) -> Alike:
    find = in_article if form.cleaned_data["action"] == ARTICLE else unresolved
    return find(claim, form.within(limit_of(request)))


def _claim(pk: int) -> Claim:
    return get_object_or_404(Claim.objects.for_display().defer(None), pk=pk)


def _next(request: HttpRequest) -> str:
    address = request.POST.get("next", request.GET.get("next", ""))
    return address if url_has_allowed_host_and_scheme(address, allowed_hosts=None) else ""


def _show(
    request: HttpRequest,
    claim: Claim,
    form: SpeakerForm | None = None,
    *,
    stale: Stale | None = None,
    status: int = 200,
) -> HttpResponse:
    hold(claim.pk, request.user)  # the queue gives it to nobody else while they write
    context = {"claim": claim, "speaker_form": form, "stale": stale, "next": _next(request), **_told(claim)}
    return render(request, "claims/speaker.html", context, status=status)


def _preview(request: HttpRequest, claim: Claim, form: SpeakerForm, alike: Alike) -> HttpResponse:
    number = alike.number
    hold(claim.pk, request.user)
    context = {
        "claim": claim,
        "speaker_form": form,
        "alike": alike,
        "number": number,
        "at_once": min(number, MOST) + 1,
        "most": MOST,
        "ceiling": CEILING,
        "in_article": form.cleaned_data["action"] == ARTICLE,
        "speakers": form.speakers,
        "outlets": Outlet.objects.order_by("name")[:500],
        "stories": Story.objects.order_by("title")[:500],
        "next": _next(request),
    }
    return render(request, "claims/speaker_all.html", context)


def _told(claim: Claim) -> dict[str, Any]:
    candidates = claim.candidates.select_related("actor")[:5]
    colours = speaker_colours([claim])
    context = in_paragraphs(claim)
    return {"article": claim.snapshot.article, "context": context, "colours": colours, "candidates": candidates}
