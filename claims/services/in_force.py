"""The history of a claim read as what stands: which decisions are in force after undos, and what each field has from
them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.models import Claim, Review
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.models import Actor, Position
    from claims.models import Event, Story

__all__ = [
    "RESULT",
    "Undo",
    "held_by",
    "histories_of",
    "history_of",
    "history_without",
    "refuse_undone",
    "state_by",
    "value_of",
]

Action, State = Review.Action, Claim.State
RESULT = {
    Action.ADD: State.CONFIRMED,
    Action.CONFIRM: State.CONFIRMED,
    Action.CORRECT: State.CORRECTED,
    Action.REJECT: State.REJECTED,
}
"""What a claim is by a decision of this kind."""


@dataclass(frozen=True)
class Undo:
    """An undo that is about to be recorded."""

    undoes_id: int
    action: str = Action.UNDO


def history_of(claim: Claim) -> list[Review | Undo]:
    """All decisions, oldest first, those about the claims that this one continues included."""
    return histories_of([claim])[claim.pk]


def histories_of(claims: Sequence[Claim]) -> dict[int, list[Review | Undo]]:
    """By the claims' keys; in a query for all, and one more for each step back to claims that are continued."""
    now = {claim.pk: claim.pk for claim in claims}
    earlier = {claim.continues_id: claim.pk for claim in claims if claim.continues_id}
    while earlier:
        now |= earlier
        further = Claim.objects.filter(pk__in=earlier).values_list("pk", "continues")
        earlier = {before: earlier[pk] for pk, before in further if before}
    histories: dict[int, list[Review | Undo]] = {claim.pk: [] for claim in claims}
    for review in Review.objects.filter(claim__in=now).exclude(action=Action.NOTE).order_by("id"):
        histories[now[review.claim_id or 0]].append(review)
    return histories


def history_without(review: Review, thing: Actor | Event | Position | Story) -> list[Review | Undo]:
    """All decisions about the thing, with the undo of this one, which is about to be recorded. Raises Refused where it
    was undone already."""
    refuse_undone([review])
    return [*thing.reviews.exclude(action=Action.NOTE).order_by("id"), Undo(review.pk)]


def refuse_undone(reviews: Sequence[Review]) -> None:
    """Raises Refused where one of these was undone already."""
    if Review.objects.filter(undoes__in=reviews).exists():
        raise Refused("This decision was undone already.")


def value_of(history: Sequence[Review | Undo], field: str) -> dict[str, Any] | None:
    """The recorded state that gives the field its value: after the last decision in force about it, or, with none,
    before the decision that began its last time of being held. None where nobody ever decided it."""
    standing, machine = _since_held(history, {field})
    return standing[-1].after if standing else machine


def state_by(history: Sequence[Review | Undo], otherwise: str) -> str:
    """Of the last decision in force; with none, what the machine had made of the claim. To which events a claim belongs
    says nothing about whether it is right."""
    standing, machine = _since_held(history, set(Claim.Field.values) - {Claim.Field.EVENT})
    if standing:
        return RESULT[Action(standing[-1].action)]
    return str(machine["state"]) if machine else otherwise


def held_by(history: Sequence[Review | Undo]) -> list[str]:
    """The fields that decisions in force hold, in the order in which they are declared."""
    standing, _ = _since_held(history, set(Claim.Field.values))
    fields = {field for review in standing for field in review.fields}
    return [field for field in Claim.Field.values if field in fields]


def _since_held(history: Sequence[Review | Undo], fields: set[str]) -> tuple[list[Review], dict[str, Any] | None]:
    """The decisions in force about any of these fields, and the state before the first of their last row."""
    standing: list[Review] = []
    machine: dict[str, Any] | None = None
    for entry in history:
        if isinstance(entry, Undo) or entry.action == Action.UNDO:
            standing = [review for review in standing if review.pk != entry.undoes_id]
        elif fields.intersection(entry.fields):
            if not standing:
                machine = entry.before
            standing.append(entry)
    return standing, machine
