"""What an editor sends about one claim: read here, decided in `claims.services.review`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from actors.models import Position
from claims.access import allow
from claims.blind import question_about
from claims.models import Claim, Review
from claims.rights import demand
from claims.services.review import Correction, Refused, SpeakerChoice, Stale, decide, undo
from claims.views.claim import show_claim
from claims.views.decision_form import NOBODY, DecisionForm
from claims.views.numbers import number_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@allow("editor")
@require_POST
def decide_claim(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.for_display(), pk=pk)
    demand(request, claim=claim)
    if opinion := question_about(request, claim):
        messages.error(request, "Nothing was saved: your second opinion on this claim is asked for, and comes first.")
        return redirect(opinion)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return show_claim(request, claim, form=form, status=422)
    values = form.cleaned_data
    correction = correction_of(claim, values)
    try:
        decide(claim, request.user, values["action"], values["version"], correction, note=values["note"])  # type: ignore[arg-type]
    except Stale as stale:
        fresh = Claim.objects.for_display().get(pk=pk)
        return show_claim(request, fresh, form=form, stale=stale, status=409)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(claim)
    messages.success(request, "Saved. The decision stands in the history below and can be undone there.")
    return redirect(claim)


@allow("editor")
@require_POST
def undo_decision(request: HttpRequest, pk: int) -> HttpResponse:
    review = get_object_or_404(Review, pk=number_of(request.POST.get("review", "")), claim=pk)
    demand(request, claim=review.claim)
    try:
        undo(review, request.user, version=number_of(request.POST.get("version", "")))  # type: ignore[arg-type]
    except Stale as stale:
        return show_claim(request, Claim.objects.for_display().get(pk=pk), stale=stale, status=409)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The decision was undone.")
    return redirect("claim", pk=pk)


def correction_of(claim: Claim, values: dict[str, Any]) -> Correction | None:
    """What a valid `DecisionForm` corrects."""
    if values["action"] != Review.Action.CORRECT:
        return None
    return Correction(
        spans=values["marked"],
        speakers=[_speaker(claim, values)] if values.get("actor") else None,
        unnamed=values["unnamed"] if values["choice"] == NOBODY else None,
        rest=values["rest"],
    )


def _speaker(claim: Claim, values: dict[str, Any]) -> SpeakerChoice:
    """The chosen actor in the one position held on that day, keeping the role that the text gives."""
    actor = values["actor"]
    positions = Position.objects.on(claim.day).filter(holder=actor)[:2]
    known = next((speaker for speaker in claim.speakers.all() if speaker.who == actor), None)
    return SpeakerChoice(
        actor,
        on_behalf_of=values["behalf"],
        position=positions[0] if len(positions) == 1 and not values["behalf"] else None,
        role=known.role if known else "",
    )
