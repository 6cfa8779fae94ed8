"""Claims as dots at the day on which they were said; a number where dots would overlap. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from claims.timeline.scale import Scale

__all__ = ["Aim", "Cluster", "Said", "cluster"]

APART = 1.0
"""Pixels between two marks."""


# A picture has thousands of these: as tuples they are made, compared and counted several times as fast.
class Aim(NamedTuple):
    """What a claim is about: an event by its key, or days of its own."""

    event: int | None = None
    day: date | None = None
    text: str = ""
    """How the claim names the days."""


class Said(NamedTuple):
    """One claim on the day on which it was said, or a heap of claims of a lane that nobody wants one by one."""

    claim: int
    """One of them, where there are several."""
    day: date
    confirmed: int = 0
    doubtful: int = 0
    number: int = 1
    last: date | None = None
    """Where the heap is of several days."""
    aims: tuple[Aim, ...] = ()
    """Of a claim; a heap has none."""

    @property
    def ends(self) -> date:
        return self.last or self.day


@dataclass(frozen=True, slots=True)
class Cluster:
    """One claim, or several that stand too close to be told apart."""

    x: float
    first: date
    last: date
    count: int
    confirmed: int
    doubtful: int
    claim: int | None
    """Where it is one."""
    aims: Counter[Aim]
    """What they are about, by the number of claims."""

    @property
    def radius(self) -> float:
        return radius(self.count)

    @property
    def number(self) -> str:
        """What is written in the mark: four figures do not fit."""
        return "" if self.count == 1 else str(self.count) if self.count < 1000 else f"{self.count // 1000}k+"

    @property
    def solid(self) -> bool:
        return self.confirmed == self.count


def cluster(said: Iterable[Said], scale: Scale) -> list[Cluster]:
    """Marks from left to right that do not touch; those that would become one, in the middle of their days."""
    ordered = sorted(said, key=attrgetter("day", "claim"))
    groups: list[tuple[int, int, float, float, float]] = []
    for begins, one in enumerate(ordered):
        number, left = one.number, scale.middle(one.day)
        right = scale.middle(one.last) if one.last else left
        x = (left + right) / 2
        while groups and x - groups[-1][-1] < radius(groups[-1][1]) + radius(number) + APART:
            begins, others, left, last, _ = groups.pop()
            number, right = number + others, max(right, last)
            x = (left + right) / 2
        groups.append((begins, number, left, right, x))
    ends = pairwise([*(group[0] for group in groups), len(ordered)])
    return [_made(group[-1], ordered[begins:end]) for (begins, end), group in zip(ends, groups, strict=True)]


def _made(x: float, members: Sequence[Said]) -> Cluster:
    claims, days, confirmed, doubtful, numbers, lasts, aims = zip(*members, strict=True)
    number = sum(numbers)
    return Cluster(
        x,
        days[0],
        max(days[-1], *filter(None, lasts), days[0]),
        number,
        sum(confirmed),
        sum(doubtful),
        claims[0] if number == 1 else None,
        Counter(chain.from_iterable(aims)),
    )


def radius(count: int) -> float:
    """A dot, or room for the figures in it."""
    return 5.0 if count == 1 else 8.0 if count < 10 else 10.0 if count < 100 else 13.0
