"""Claims as dots at the day on which they were said; a number where dots would overlap. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from claims.timeline.scale import Scale

__all__ = ["Cluster", "Said", "cluster"]

APART = 1.0
"""Pixels between two marks."""


@dataclass(frozen=True, slots=True)
class Said:
    claim: int
    day: date
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """One claim, or several that stand too close to be told apart."""

    x: float
    claims: tuple[int, ...]
    first: date
    last: date
    confirmed: int

    @property
    def count(self) -> int:
        return len(self.claims)

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
    groups: list[list[Said]] = []
    for _, same_day in groupby(sorted(said, key=lambda one: (one.day, one.claim)), key=lambda one: one.day):
        group = list(same_day)
        while groups and _middle(group, scale) - _middle(groups[-1], scale) < _room(groups[-1], group):
            group = groups.pop() + group
        groups.append(group)
    return [
        Cluster(
            x=_middle(group, scale),
            claims=tuple(one.claim for one in group),
            first=group[0].day,
            last=group[-1].day,
            confirmed=sum(one.confirmed for one in group),
        )
        for group in groups
    ]


def radius(count: int) -> float:
    """A dot, or room for the figures in it."""
    return 5.0 if count == 1 else 8.0 if count < 10 else 10.0 if count < 100 else 13.0


def _middle(group: list[Said], scale: Scale) -> float:
    return (scale.middle(group[0].day) + scale.middle(group[-1].day)) / 2


def _room(left: list[Said], right: list[Said]) -> float:
    return radius(len(left)) + radius(len(right)) + APART
