"""Ask a colleague, or anybody, what they would have decided about a claim, without knowing what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from actors.models import Actor
from claims.models import Claim, Review, SecondOpinion
from claims.services.in_force import RESULT, history_of
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import User

__all__ = ["answer", "ask", "judges_of", "withdraw"]

Action, State = Review.Action, SecondOpinion.State


def ask(claim: Claim, by: User, of: User | None = None) -> SecondOpinion:
    """Raises Refused where nothing is decided yet, somebody was asked already, or the colleague knows the decision."""
    standing = _standing(claim)
    if not standing:
        raise Refused("Nobody has decided about this claim yet: decide first, then ask for a second opinion.")
    if of and of == by:
        raise Refused("A second opinion is somebody else's.")
    if of and any(review.by == of for review in standing):
        raise Refused(f"{of} decided about this claim and knows what was decided; ask somebody else.")
    try:
        with transaction.atomic():
            return SecondOpinion.objects.create(
                claim=claim, first=standing[-1], shown=standing[0].before, asked_by=by, asked_of=of
            )
    except IntegrityError:
        raise Refused("A second opinion on this claim was asked for already.") from None


def withdraw(opinion: SecondOpinion, by: User) -> None:
    with transaction.atomic():
        opinion = _open(opinion)
        if opinion.asked_by != by:
            raise Refused(f"Only {opinion.asked_by} can take this question back.")
        opinion.state = State.WITHDRAWN
        opinion.save(update_fields=["state"])


def answer(
    opinion: SecondOpinion, by: User, action: str, actor: Actor | None = None, unnamed: str = "", note: str = ""
) -> SecondOpinion:
    """Whether it is a claim, and whose. Nothing of the claim changes. Raises Refused for who was not asked or knows the
    first decision, and for what was answered already."""
    with transaction.atomic():
        opinion = _open(opinion)
        if opinion.asked_of and opinion.asked_of != by:
            raise Refused(f"This was asked of {opinion.asked_of}.")
        if by.pk in judges_of(opinion):
            raise Refused("You know what was decided about this claim; a second opinion is somebody else's.")
        match action:
            case Action.CONFIRM:
                speakers, unnamed = opinion.shown.get("speakers", []), opinion.shown.get("unnamed", "")
            case Action.REJECT:
                speakers, unnamed = [], ""
            case Action.CORRECT if actor or unnamed:
                speakers = [{"actor": actor.pk, "name": actor.name}] if actor else []
            case _:
                raise Refused("Say whether it is a claim, and whose.")
        opinion.action, opinion.speakers, opinion.unnamed, opinion.note = action, speakers, unnamed, note.strip()
        opinion.answered_by, opinion.answered_at = by, timezone.now()
        opinion.state = State.AGREES if _agree(opinion) else State.DIFFERS
        opinion.save()
        return opinion


def judges_of(opinion: SecondOpinion) -> set[int]:
    """The keys of those who know the first decision: who asked, and who decided."""
    return {opinion.asked_by_id, *(review.by_id for review in _standing(opinion.claim)), opinion.first.by_id}


def _open(opinion: SecondOpinion) -> SecondOpinion:
    opinion = SecondOpinion.objects.select_for_update().get(pk=opinion.pk)
    if opinion.state == State.WITHDRAWN:
        raise Refused(f"{opinion.asked_by} took this question back.")
    if opinion.state != State.OPEN:
        raise Refused(f"{opinion.answered_by} has answered this already.")
    if opinion.claim.snapshot.article.removed_at:
        raise Refused("The article was taken down, and nothing about it can be decided any more.")
    return opinion


def _agree(opinion: SecondOpinion) -> bool:
    first, second = opinion.first.action == Action.REJECT, opinion.action == Action.REJECT
    if first or second:
        return first == second
    return _who(opinion.first.after.get("speakers", [])) == _who(opinion.speakers)


def _who(speakers: Iterable[dict[str, Any]]) -> set[int]:
    """After merges."""
    found = Actor.objects.filter(pk__in=[speaker["actor"] for speaker in speakers])
    return {actor.canonical_id or actor.pk for actor in found}


def _standing(claim: Claim) -> list[Review]:
    """The decisions in force on whether it is a claim and whose, oldest first."""
    history = [entry for entry in history_of(claim) if isinstance(entry, Review)]
    undone = {entry.undoes_id for entry in history}
    return [
        review
        for review in history
        if review.pk not in undone and review.action in RESULT and set(review.fields) - {Claim.Field.EVENT}
    ]
