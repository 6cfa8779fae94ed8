"""One axis of time in months of different widths: wide where much is dated, folded where nothing is. Pure.

Most claims of a story fall into a few weeks, while the dates that they name lie years ahead. A linear axis would crowd
the first and waste the rest, so each month gets a base width and a share for its busy days, and every run of at least
two empty months is folded into a narrow strip that is drawn as a break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scale", "Stretch", "Tick", "make_scale"]

FOLD = 28.0
MONTH = 44.0
LEAST_MONTH = 8.0
BUSIEST = 20
YEAR_LABEL, MONTH_LABEL, DAY_LABEL = 36.0, 30.0, 22.0
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAYS_WITH_TICKS = (8, 15, 22)
LAST_DAY = date(9998, 12, 31)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One month, or a run of folded months: [first, after) is drawn from `left` to `right`."""

    first: date
    after: date
    left: float
    right: float
    folded: bool

    def x(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / (self.after - self.first).days

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def last(self) -> date:
        return self.after - timedelta(1)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str
    level: Literal["year", "month", "day", ""]


@dataclass(frozen=True, slots=True)
class Scale:
    stretches: tuple[Stretch, ...]
    width: float

    @property
    def first(self) -> date:
        return self.stretches[0].first

    @property
    def after(self) -> date:
        return self.stretches[-1].after

    def holds(self, day: date) -> bool:
        return self.first <= day < self.after

    def x(self, day: date) -> float:
        """Where the day begins; what lies outside is drawn at the edge."""
        if day < self.first:
            return 0.0
        if day >= self.after:
            return self.width
        return self.stretches[self._at(day)].x(day)

    def middle(self, day: date) -> float:
        """The middle of the day: where a dot stands."""
        return (self.x(day) + self.x(day + timedelta(1))) / 2

    def _at(self, day: date) -> int:
        return bisect_right(self.stretches, day, key=lambda stretch: stretch.first) - 1

    def ticks(self) -> list[Tick]:
        """Years, months and, in wide months, days; a label only where there is room for it."""
        months = [stretch for stretch in self.stretches if not stretch.folded]
        ticks: list[Tick] = []
        free = {"year": -1.0, "month": -1.0}
        year = None
        for number, month in enumerate(months):
            after_fold = number > 0 and months[number - 1].after != month.first
            if month.first.year != year or after_fold:
                year = month.first.year
                ticks.append(self._label(month.left, str(year), "year", free, YEAR_LABEL))
            ticks.append(self._label(month.left, MONTHS[month.first.month - 1], "month", free, MONTH_LABEL))
            if month.width / 4 >= DAY_LABEL * 1.6:
                ticks += [Tick(month.x(month.first.replace(day=day)), str(day), "day") for day in DAYS_WITH_TICKS]
        return ticks

    @staticmethod
    def _label(x: float, label: str, level: Literal["year", "month"], free: dict[str, float], width: float) -> Tick:
        if x < free[level]:
            return Tick(x, "", level)
        free[level] = x + width
        return Tick(x, label, level)


def make_scale(days: Iterable[date], width: float) -> Scale | None:
    """A scale over the months of `days` (one entry for each thing that is dated), `width` pixels wide or wider.

    None where nothing is dated.
    """
    busy = Counter(min(day, LAST_DAY).replace(day=1) for day in set(days))
    if not busy:
        return None
    runs = list(_runs(busy))
    open_months = sum(1 for first, after, folded in runs if not folded)
    room = max(width - FOLD * (len(runs) - open_months), LEAST_MONTH * open_months)
    base = min(MONTH, room / open_months)
    weights = {first: min(busy[first], BUSIEST) for first, after, folded in runs if not folded}
    share = (room - base * open_months) / (sum(weights.values()) or 1)
    stretches = []
    left = 0.0
    for first, after, folded in runs:
        right = left + (FOLD if folded else base + share * weights[first])
        stretches.append(Stretch(first, after, left, right, folded))
        left = right
    return Scale(tuple(stretches), left)


def _runs(busy: Counter[date]) -> Iterable[tuple[date, date, bool]]:
    """Months in order as (first day, day after, folded); runs of two and more empty months as one."""
    months = [min(busy)]
    while months[-1] < max(busy):
        months.append(_next(months[-1]))
    for empty, group in groupby(months, key=lambda month: month not in busy):
        run = list(group)
        if empty and len(run) > 1:
            yield run[0], _next(run[-1]), True
        else:
            yield from ((month, _next(month), False) for month in run)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
