"""How far people who judge the same things agree beyond chance: Krippendorff's alpha for nominal data, computed as in
“Computing Krippendorff's Alpha-Reliability” (2011). Pure."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

__all__ = ["Interval", "alpha", "interval", "pairable"]

RESAMPLES = 1_000

type Unit = Sequence[Hashable | None]
"""What was said of one thing, in any order; None is nothing said."""


class Interval(NamedTuple):
    low: float
    high: float


def alpha(units: Sequence[Unit]) -> float | None:
    """1 is agreement, 0 what chance gives, below it is contradiction. None where nothing differs at all, or nothing was
    said twice: then no chance can be told."""
    totals: Counter[Hashable] = Counter()
    observed = 0.0
    for values in pairable(units):
        counted = Counter(values)
        totals += counted
        differing = len(values) ** 2 - sum(number**2 for number in counted.values())
        observed += differing / (len(values) - 1)
    number = totals.total()
    expected = number * number - sum(total * total for total in totals.values())
    if not expected:
        return None
    return 1 - (number - 1) * observed / expected


def pairable(units: Sequence[Unit]) -> list[list[Hashable]]:
    """Units about which at least two said something, without what is missing."""
    said = ([value for value in unit if value is not None] for unit in units)
    return [values for values in said if len(values) > 1]


def interval(units: Sequence[Unit], share: float = 0.95) -> Interval | None:
    """By bootstrap over the units, the same every time. None where alpha is none, or there are fewer than two units."""
    known = pairable(units)
    if len(known) < 2 or alpha(known) is None:
        return None
    chance = random.Random(len(known))  # noqa: S311 - no secret
    drawn = (alpha(chance.choices(known, k=len(known))) for _ in range(RESAMPLES))
    found = sorted(1.0 if value is None else value for value in drawn)
    edge = round((1 - share) / 2 * (RESAMPLES - 1))
    return Interval(found[edge], found[-1 - edge])
