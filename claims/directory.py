"""Actors with what was said: how many claims, how many on their behalf, and when last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Count, F, Func, Max, Q
from django.db.models.functions import Coalesce

from actors.models import Actor, Position
from claims.models import Claim, ClaimSpeaker

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

__all__ = ["Entry", "entries_of"]


@dataclass(slots=True)
class Entry:
    actor: Actor
    claims_by: int = 0
    claims_for: int = 0
    last_said: date | None = None


def entries_of(actors: Sequence[Actor]) -> list[Entry]:
    """One entry per actor, in the order given, in a fixed number of queries; copies of a claim count once."""
    entries = {actor.pk: Entry(actor) for actor in actors}
    same = list(Actor.objects.filter(Q(pk__in=entries) | Q(canonical__in=entries)).values_list("pk", flat=True))
    positions = Position.objects.filter(Q(organization__in=same) | Q(office__in=same))
    # Keys rather than joins under the OR: so each branch finds its rows by index.
    by = _standing(Q(actor__in=same))
    behalf = _standing(Q(on_behalf_of__in=same) | Q(position__in=list(positions.values_list("pk", flat=True))))
    for key, number, last in _counted(by, _survivor("actor")):
        if entry := entries.get(key):
            entry.claims_by, entry.last_said = number, last
    whom = [_survivor(name) for name in ("on_behalf_of", "position__organization", "position__office")]
    for key, number, last in _counted(behalf, _each(whom)):
        if entry := entries.get(key):
            entry.claims_for = number
            entry.last_said = max(filter(None, [entry.last_said, last]), default=None)
    return list(entries.values())


def _standing(speaks: Q) -> Any:
    """Joined, not as a subquery, which the planner would run for every row."""
    hidden = [Claim.State.REJECTED, Claim.State.WITHDRAWN]
    current = Q(claim__snapshot__latest_of__isnull=False, claim__snapshot__latest_of__removed_at__isnull=True)
    return ClaimSpeaker.objects.filter(speaks, current, claim__leads=True).exclude(claim__state__in=hidden)


def _survivor(name: str) -> Coalesce:
    return Coalesce(F(f"{name}__canonical"), F(name))


def _each(keys: list[Coalesce]) -> Func:
    """One row for each of the keys."""
    return Func(*keys, template="unnest(ARRAY[%(expressions)s])", output_field=BigIntegerField(), set_returning=True)


def _counted(speakers: Any, key: Any) -> Any:
    rows = speakers.order_by().annotate(key=key).values_list("key")
    return rows.annotate(number=Count("claim", distinct=True), last=Max("claim__day"))
