"""Changed positions: one actor, one subject, opposite stands on different days."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.stance.actors import one_actor
from claims.stance.buckets import worth_comparing
from claims.stance.opposing import oppose
from claims.stance.reading import read
from claims.stance.saying import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from claims.stance.saying import Saying

__all__ = ["changes", "turns"]

SURE = 0.5
"""Confidence below which a claim is no evidence."""
LEAST = 0.45
"""Score of a pair that is shown."""


def changes(sayings: Iterable[Saying]) -> list[Pair]:
    """All pairs, the surest first."""
    reads = [read(saying) for saying in sayings if saying.confidence >= SURE and saying.day]
    owners = {one.saying.key: [*one.saying.by, *one.saying.behalf] for one in reads}
    found = []
    for earlier, later in worth_comparing(reads, owners):
        if earlier.saying.day == later.saying.day or not one_actor(earlier.saying, later.saying):
            continue
        sign = oppose(earlier, later)
        if sign and sign.score >= LEAST:
            found.append(Pair(earlier.saying.key, later.saying.key, "changed", sign.score, sign.reason, sign.subject))
    return sorted(found, key=lambda pair: (-pair.score, pair.later, pair.earlier))


def turns(pairs: Iterable[Pair], days: Mapping[int, date]) -> list[Pair]:
    """Of the pairs about one subject those at its turn: the last word before and the first after it."""
    found = sorted(pairs, key=lambda pair: -pair.score)
    first_after: dict[tuple[int, str], date] = {}
    last_before: dict[tuple[int, str], date] = {}
    for pair in found:
        earlier, later = days[pair.earlier], days[pair.later]
        first_after[pair.earlier, pair.subject] = min(later, first_after.get((pair.earlier, pair.subject), later))
        last_before[pair.later, pair.subject] = max(earlier, last_before.get((pair.later, pair.subject), earlier))
    kept: dict[tuple[str, date], Pair] = {}
    for pair in found:
        after, before = first_after[pair.earlier, pair.subject], last_before[pair.later, pair.subject]
        if (days[pair.later], days[pair.earlier]) == (after, before):
            kept.setdefault((pair.subject, after), pair)
    return list(kept.values())
