"""One axis of time in months of different widths: wide where much is dated, folded where nothing is. Pure.

Most claims of a story fall into a few weeks, while the dates that they name lie years ahead. A linear axis would crowd
the first and waste the rest, so each month gets a base width and a share for its busy days, and every run of at least
two empty months is folded into a narrow strip that is drawn as a break.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Scale", "Stretch", "Tick", "make_scale", "window_scale"]

FOLD = 28.0
MONTH = 44.0
LEAST_MONTH = 8.0
BUSIEST = 20
YEAR_LABEL, MONTH_LABEL, LONG_MONTH_LABEL = 36.0, 30.0, 66.0
LEAST_MONTH_TICK = 4.0
EVERY_DAY, NAMED_DAY, EVERY_WEEK = 20.0, 56.0, 4.6
"""Pixels a day from which each day has a tick, is named, and a month has ticks at all."""
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
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

    @property
    def per_day(self) -> float:
        return self.width / (self.after - self.first).days


@dataclass(frozen=True, slots=True)
class Tick:
    """Where a year, a month or a day begins, with its label, in the upper or the lower row, where there is room."""

    x: float
    label: str
    level: Literal["year", "month", "day"]
    day: date
    """Its first."""
    label_x: float
    upper: bool = False


@dataclass(frozen=True)
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
        if (known := self._middles.get(day)) is None:
            known = self._middles[day] = (self.x(day) + self.x(day + timedelta(1))) / 2
        return known

    def _at(self, day: date) -> int:
        return bisect_right(self._firsts, day) - 1

    @cached_property
    def _middles(self) -> dict[date, float]:
        """Of the days that were asked for: lanes have many in common."""
        return {}

    @cached_property
    def _firsts(self) -> list[date]:
        return [stretch.first for stretch in self.stretches]

    def ticks(self) -> list[Tick]:
        """Years over months, in wide months over days, too; where each day has room, months over days."""
        months = [stretch for stretch in self.stretches if not stretch.folded]
        ticks: list[Tick] = []
        for number, month in enumerate(months):
            goes_on = number > 0 and months[number - 1].after == month.first
            if month.per_day >= EVERY_DAY:
                ticks += [_month(month, month.width >= LONG_MONTH_LABEL), *_each_day(month)]
                continue
            if not (goes_on and months[number - 1].first.year == month.first.year):
                ticks.append(Tick(month.left, str(month.first.year), "year", month.first, month.left, upper=True))
            if month.width >= LEAST_MONTH_TICK:
                name = MONTHS[month.first.month - 1]
                ticks.append(Tick(month.left, name, "month", month.first, month.left))
            if month.per_day >= EVERY_WEEK:
                ticks += _some_days(month)
        return list(_legible(ticks))


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


def window_scale(first: date, last: date, width: float) -> Scale:
    """A linear scale over a stretch of days, both included, by its months."""
    per_day = width / ((last - first).days + 1)
    stretches = []
    day, left = first, 0.0
    while day <= last:
        after = min(_next(day.replace(day=1)), last + timedelta(1))
        right = left + per_day * (after - day).days
        stretches.append(Stretch(day, after, left, right, folded=False))
        day, left = after, right
    return Scale(tuple(stretches), width)


def _month(month: Stretch, fits: bool) -> Tick:
    name = f"{MONTHS[month.first.month - 1]} {month.first.year}" if fits else ""
    return Tick(month.left, name, "month", month.first, month.left, upper=True)


def _each_day(month: Stretch) -> Iterable[Tick]:
    for number in range((month.after - month.first).days):
        day = month.first + timedelta(number)
        label = f"{WEEKDAYS[day.weekday()]} {day.day}" if month.per_day >= NAMED_DAY else str(day.day)
        yield Tick(month.x(day), label, "day", day, month.x(day) + month.per_day / 2)


def _some_days(month: Stretch) -> Iterable[Tick]:
    for number in DAYS_WITH_TICKS:
        day = month.first.replace(day=number)
        if month.first < day < month.after:
            yield Tick(month.x(day), str(number), "day", day, month.x(day))


def _legible(ticks: Iterable[Tick]) -> Iterable[Tick]:
    """Without the labels of years and months that would run into the one before."""
    free = {True: -1.0, False: -1.0}
    for tick in ticks:
        if tick.level == "day" or not tick.label:
            yield tick
        elif tick.x < free[tick.upper]:
            yield replace(tick, label="")
        else:
            free[tick.upper] = tick.x + (YEAR_LABEL if tick.level == "year" else MONTH_LABEL)
            yield tick


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
