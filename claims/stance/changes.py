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
            keys = earlier.saying.key, later.saying.key
            found.append(Pair(*keys, "changed", sign.score, sign.reason, sign.subject, sign.silent))
    return sorted(found, key=lambda pair: (-pair.score, pair.later, pair.earlier))


def turns(pairs: Iterable[Pair], days: Mapping[int, date]) -> list[Pair]:
    """Of the pairs about one subject those at its turn: the last word before and the first after it.

    Where something was said before, what was kept back in between is no turn of its own.
    """
    found = sorted(pairs, key=lambda pair: (pair.silent, -pair.score))
    first_after: dict[tuple[int, str, bool], date] = {}
    last_before: dict[tuple[int, str, bool], date] = {}
    for pair in found:
        after, before = _ends(pair)
        first_after[after] = min(days[pair.later], first_after.get(after, days[pair.later]))
        last_before[before] = max(days[pair.earlier], last_before.get(before, days[pair.earlier]))
    kept: dict[tuple[str, date], Pair] = {}
    for pair in found:
        after, before = _ends(pair)
        if (days[pair.later], days[pair.earlier]) == (first_after[after], last_before[before]):
            kept.setdefault((pair.subject, days[pair.later]), pair)
    return list(kept.values())


def _ends(pair: Pair) -> tuple[tuple[int, str, bool], tuple[int, str, bool]]:
    return (pair.earlier, pair.subject, pair.silent), (pair.later, pair.subject, pair.silent)
