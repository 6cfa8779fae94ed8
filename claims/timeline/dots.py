"""Claims as dots at the day on which they were said; a number where dots would overlap. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from claims.timeline.scale import Scale

__all__ = ["Aim", "Cluster", "Said", "cluster"]

APART = 1.0
"""Pixels between two marks."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a claim is about: an event by its key, or days of its own."""

    event: int | None = None
    day: date | None = None
    text: str = ""
    """How the claim names the days."""


@dataclass(frozen=True, slots=True)
class Said:
    """One claim on the day on which it was said, or a heap of claims of a lane that nobody wants one by one."""

    claim: int
    """One of them, where there are several."""
    day: date
    confirmed: int = 0
    doubtful: int = 0
    count: int = 1
    last: date | None = None
    """Where the heap is of several days."""
    aims: tuple[Aim, ...] = ()

    @property
    def ends(self) -> date:
        return self.last or self.day


@dataclass(frozen=True, slots=True)
class Cluster:
    """One claim, or several that stand too close to be told apart."""

    x: float
    said: tuple[Said, ...]

    @property
    def count(self) -> int:
        return sum(one.count for one in self.said)

    @property
    def claim(self) -> int | None:
        """Where it is one."""
        return self.said[0].claim if self.count == 1 else None

    @property
    def first(self) -> date:
        return self.said[0].day

    @property
    def last(self) -> date:
        return max(one.ends for one in self.said)

    @property
    def confirmed(self) -> int:
        return sum(one.confirmed for one in self.said)

    @property
    def doubtful(self) -> int:
        return sum(one.doubtful for one in self.said)

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
    groups: list[_Group] = []
    for _, same_day in groupby(sorted(said, key=lambda one: (one.day, one.claim)), key=lambda one: one.day):
        members = list(same_day)
        last = max(one.ends for one in members)
        group = _Group(members, sum(one.count for one in members), scale.middle(members[0].day), scale.middle(last))
        while groups and group.x - groups[-1].x < radius(groups[-1].count) + radius(group.count) + APART:
            group = groups.pop().and_then(group)
        groups.append(group)
    return [Cluster(group.x, tuple(group.members)) for group in groups]


@dataclass(slots=True)
class _Group:
    members: list[Said]
    count: int
    left: float
    right: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    def and_then(self, other: _Group) -> _Group:
        self.members += other.members
        return _Group(self.members, self.count + other.count, self.left, max(self.right, other.right))


def radius(count: int) -> float:
    """A dot, or room for the figures in it."""
    return 5.0 if count == 1 else 8.0 if count < 10 else 10.0 if count < 100 else 13.0
