"""Second opinions: asked for, given without knowing the first decision, and both beside each other afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from claims.access import allow
from claims.blind import question_about, questions
from claims.colours import speaker_colours
from claims.excerpts import in_paragraphs
from claims.history.entries import entries_of, with_what_is_told
from claims.models import Claim, Review, SecondOpinion
from claims.rights import demand, limit_of
from claims.services.refusals import Refused
from claims.services.second_opinion import answer, ask, judges_of, withdraw
from claims.views.decision_form import DecisionForm
from claims.views.note_field import NoteField
from sources.models import Snapshot

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

LISTED = 50
ASIDE = ("claim__snapshot__article", "asked_by", "asked_of", "answered_by", "first__by")


class BlindForm(DecisionForm):
    """As an editor's, of a claim of which no version is known."""

    version = None  # type: ignore[assignment]
    action = forms.ChoiceField(choices=[(action, action) for action in ("confirm", "reject", "correct")])
    note = NoteField()


@allow("editor")
@require_safe
def second_list(request: HttpRequest) -> HttpResponse:
    me, limit = request.user.pk, limit_of(request)
    opinions = SecondOpinion.objects.with_settled().newest_first().select_related(*ASIDE)
    if limit is not None:
        opinions = opinions.filter(claim__links__story__in=limit).distinct()
    mine = {question.opinion.pk for question in questions(request).values()}
    context = {
        "awaiting": opinions.open().filter(pk__in=mine)[:LISTED],
        "asked": opinions.open().filter(asked_by=me)[:LISTED],
        "differing": opinions.to_settle()[:LISTED],
        "answered": opinions.at_rest()[:LISTED],
    }
    return render(request, "second/list.html", context)


@allow("editor")
@require_safe
def second_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, _opinion(pk))


@allow("editor")
@require_POST
def second_answer(request: HttpRequest, pk: int) -> HttpResponse:
    opinion = _opinion(pk)
    demand(request, claim=opinion.claim)
    form = BlindForm(request.POST)
    if not form.is_valid():
        return _show(request, opinion, form, status=422)
    values = form.cleaned_data
    try:
        actor = values.get("actor")
        answer(opinion, _me(request), values["action"], actor, "" if actor else values["unnamed"], values["note"])
    except Refused as refused:
        return _show(request, _opinion(pk), form, str(refused), status=409)
    return redirect(opinion)


@allow("editor")
@require_POST
def second_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        withdraw(_opinion(pk), _me(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "The question was taken back.")
    return redirect("second-opinions")


@allow("editor")
@require_POST
def second_ask(request: HttpRequest, pk: int) -> HttpResponse:
    claim = get_object_or_404(Claim.objects.select_related("snapshot__article"), pk=pk)
    demand(request, claim=claim)
    name = request.POST.get("of", "")[:150].replace("\0", "")
    of = User.objects.filter(username=name, is_active=True).first() if name else None
    try:
        if name and of is None:
            raise Refused(f"There is nobody here called “{name}”.")
        ask(claim, _me(request), of)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{of or 'Any colleague'} is asked, and does not see what was decided.")
    return redirect(claim)


def _opinion(pk: int) -> SecondOpinion:
    return get_object_or_404(SecondOpinion.objects.with_settled().select_related(*ASIDE), pk=pk)


def _show(
    request: HttpRequest, opinion: SecondOpinion, form: BlindForm | None = None, refused: str = "", status: int = 200
) -> HttpResponse:
    claim = opinion.claim
    if claim.snapshot.article.removed_at:
        return render(request, "claims/removed.html", {"article": claim.snapshot.article}, status=410)
    context: dict[str, Any] = {"opinion": opinion, "claim": claim, "form": form, "refused": refused}
    asked = opinion.asked_of_id in (None, request.user.pk) and request.user.pk not in judges_of(opinion)
    if question_about(request, claim) == opinion:
        shown = _as_it_was(opinion)
        context |= {
            "context": in_paragraphs(shown),
            "colours": speaker_colours([]),
            "shown": opinion.shown,
            "candidates": claim.candidates.select_related("actor"),
        }
        return render(request, "second/blind.html", context, status=status)
    context["entries"] = entries_of(with_what_is_told(Review.objects.filter(pk=opinion.first_id)))
    context["knows"] = opinion.state != SecondOpinion.State.OPEN or not asked
    return render(request, "second/both.html", context, status=status)


def _as_it_was(opinion: SecondOpinion) -> Claim:
    """The claim before anybody decided, not to be saved."""
    shown = opinion.shown
    snapshot = opinion.claim.snapshot
    if shown.get("snapshot", snapshot.pk) != snapshot.pk:
        snapshot = Snapshot.objects.get(pk=shown["snapshot"])
    parts = {part: shown.get(part, []) for part in ("content", "source", "cue")}
    return Claim(pk=opinion.claim_id, snapshot=snapshot, **parts)


def _me(request: HttpRequest) -> User:
    return cast("User", request.user)
