"""What changed within the columns and what is contradicted between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from claims.stance import changes, contradictions, turns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.comparing.columns import Column
    from claims.models import Claim
    from claims.stance import Pair

__all__ = ["Joined", "between", "turned"]

MOST = 12
"""Pairs of each kind that a page shows; the surest."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two claims of the page, the earlier first, and what joins them."""

    number: int
    earlier: Claim
    later: Claim
    reason: str
    colours: tuple[str, str]


def turned(columns: Sequence[Column]) -> list[Joined]:
    """Changed positions at the turn of each subject: within an actor's column, or between the periods of one actor."""
    place = _places(columns)
    periods = len({column.side.actor.pk for column in columns}) < len(columns)
    found: list[Pair] = []
    told = [column.sayings for column in columns]
    for sayings in [list(chain.from_iterable(told))] if periods else told:
        days = {saying.key: saying.day for saying in sayings if saying.day}
        pairs = changes(sayings)
        found += turns([pair for pair in pairs if not periods or place[pair.earlier] != place[pair.later]], days)
    return _joined(found, columns)


def between(columns: Sequence[Column]) -> list[Joined]:
    """Contradictions between claims of two columns that share none."""
    place = _places(columns)
    told = {saying.key: saying for column in columns for saying in column.sayings}
    found = contradictions(told.values()) if len(columns) > 1 else []
    return _joined([pair for pair in found if place[pair.earlier] != place[pair.later]], columns)


def _places(columns: Sequence[Column]) -> dict[int, int]:
    return {claim.pk: number for number, column in enumerate(columns) for claim in column.claims}


def _joined(pairs: Iterable[Pair], columns: Sequence[Column]) -> list[Joined]:
    """In the order of the later claim, each claim's colour that of its column."""
    claims = {claim.pk: claim for column in columns for claim in column.claims}
    colours = {claim.pk: column.colour for column in columns for claim in column.claims}
    once = {(pair.earlier, pair.later): pair for pair in sorted(pairs, key=lambda pair: pair.score)}
    surest = sorted(once.values(), key=lambda pair: -pair.score)[:MOST]
    ordered = sorted(surest, key=lambda pair: (claims[pair.later].day, pair.later))
    return [
        Joined(
            number,
            claims[pair.earlier],
            claims[pair.later],
            pair.reason,
            (colours[pair.earlier], colours[pair.later]),
        )
        for number, pair in enumerate(ordered, 1)
    ]
