"""What is hidden from those of whom a second opinion is asked: decisions about the claim, until they have answered.

To them it is everywhere as the machine found it. Whoever knows a decision already, as they made it or asked, sees all.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q

from actors.models import Actor
from claims.access import may
from claims.models import Claim, ClaimSpeaker, Review, SecondOpinion
from claims.rights import limit_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpRequest

    from claims.models.reviews import ReviewQuerySet

__all__ = ["Question", "as_found", "question_about", "questions", "without_hidden"]

JUDGING = (Review.Action.ADD, Review.Action.CONFIRM, Review.Action.CORRECT, Review.Action.REJECT)


@dataclass(frozen=True, slots=True)
class Question:
    opinion: SecondOpinion
    speakers: list[ClaimSpeaker]
    """Whom the machine found, not to be saved."""


def questions(request: HttpRequest) -> dict[int, Question]:
    """What the person is asked and has not answered, by the claim's key; asked of the database once."""
    if not hasattr(request, "questions"):
        found = _asked(request) if may(request, "editor") else []
        request.questions = _by_claim(found)  # type: ignore[attr-defined]
    return request.questions  # type: ignore[attr-defined,no-any-return]


def question_about(request: HttpRequest, claim: Claim) -> SecondOpinion | None:
    question = questions(request).get(claim.pk)
    return question.opinion if question else None


def as_found(claim: Claim, question: Question | None) -> Claim:
    """A copy of the claim, fetched for display, as the machine found it, not to be saved; without a question itself."""
    if question is None:
        return claim
    shown, found = question.opinion.shown, copy(claim)
    found.state, found.sentence = Claim.State.PROPOSED, ()
    for name in ("kind", "content_text", "speaker_name", "unnamed"):
        setattr(found, name, shown.get(name, ""))
    if shown.get("snapshot") == claim.snapshot_id:
        found.content, found.source, found.cue = shown["content"], shown["source"], shown["cue"]
        found.position = found.content[0][0]
    if found.source != claim.source or found.cue != claim.cue:
        found.source_text = found.cue_text = ""
    fetched: dict[str, Any] = getattr(claim, "_prefetched_objects_cache", {})
    found._prefetched_objects_cache = {**fetched, "speakers": question.speakers}  # type: ignore[attr-defined]
    return found


def without_hidden(request: HttpRequest, reviews: ReviewQuerySet) -> ReviewQuerySet:
    asked = questions(request)
    return reviews.exclude(claim__in=list(asked)) if asked else reviews


def _asked(request: HttpRequest) -> Iterable[SecondOpinion]:
    me, limit = request.user.pk, limit_of(request)
    decided = Review.objects.in_force().filter(by=me, claim=OuterRef("claim"), action__in=JUDGING)
    of_me = SecondOpinion.objects.open().filter(Q(asked_of=me) | Q(asked_of__isnull=True))
    blind = of_me.exclude(asked_by=me).exclude(first__by=me).exclude(Exists(decided.exclude(fields=["event"])))
    if limit is not None:
        blind = blind.filter(claim__links__story__in=limit).distinct()
    return blind.select_related("claim__continued_by")


def _by_claim(opinions: Iterable[SecondOpinion]) -> dict[int, Question]:
    found = {one: one.shown.get("speakers", []) for one in opinions}
    keys = {speaker.get(part) for said in found.values() for speaker in said for part in ("actor", "on_behalf_of")}
    actors = Actor.objects.select_related("canonical").in_bulk(keys - {None})
    asked = {}
    for one, said in found.items():
        speakers = [
            ClaimSpeaker(
                claim=one.claim,
                actor=actors[speaker["actor"]],
                on_behalf_of=actors.get(speaker.get("on_behalf_of")),
                role=speaker.get("role", ""),
            )
            for speaker in said
            if speaker["actor"] in actors
        ]
        asked[one.claim_id] = Question(one, speakers)
        if following := getattr(one.claim, "continued_by", None):
            asked[following.pk] = asked[one.claim_id]
    return asked
