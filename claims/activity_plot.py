"""How much was said over time, as bars that are links, and as years and months to choose from. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.written_dates import MONTHS, write_days

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["Period", "Plot", "plot_of"]

WIDTH, HEIGHT = 720, 56
MOST_WEEKS = 110
MOST_MONTHS = 180
FEWEST = 26
"""Bars keep this width where there is little, so that one busy week is no wall."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days that stand together, and how much was said in them. A bar has a place in the plot."""

    first: date
    last: date
    count: int
    label: str
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    chosen: bool = False

    @property
    def days(self) -> str:
        return write_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Plot:
    bars: list[Period]
    years: list[tuple[Period, list[Period]]]
    """The newest first, each with its months."""
    unit: str
    first: date
    last: date
    count: int
    chosen: tuple[float, float] | None
    """Where the chosen days begin, and how wide they are."""
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def days(self) -> str:
        return write_days(self.first, self.last)


def plot_of(counts: Mapping[date, int], since: date | None = None, until: date | None = None) -> Plot | None:
    """From counts by day; `since` and `until` are what is chosen. None where nothing was said: the first
    and the last year that a date can have are not plotted."""
    counts = {day: count for day, count in counts.items() if date.min.year < day.year < date.max.year}
    if not counts:
        return None
    first, last = min(counts), max(counts)
    unit, starts, following = _unit(first, last)
    begins = starts(first)
    edges = [begins]
    while edges[-1] <= last:
        edges.append(following(edges[-1]))
    while len(edges) <= FEWEST and begins.year > 1:  # empty room before the first
        begins = starts(begins - timedelta(1))
        edges.insert(0, begins)
    grouped = _grouped(counts, starts)
    step, most = WIDTH / (len(edges) - 1), max(grouped.values())
    bars = []
    for number, start in enumerate(edges[:-1]):
        if count := grouped.get(start, 0):
            height = round(max(3.0, (HEIGHT - 4) * count / most), 1)
            end = following(start) - timedelta(1)
            chosen = (since or start) <= start and end <= (until or end) and bool(since or until)
            bars.append(
                Period(
                    start, end, count, "",
                    round(step * number, 1), round(HEIGHT - height, 1), round(step * 0.8, 1), height, chosen,
                )
            )  # fmt: skip
    return Plot(
        bars,
        _years(counts),
        unit,
        edges[0],
        edges[-1] - timedelta(1),
        sum(counts.values()),
        _chosen(edges[0], edges[-1], since, until),
    )


def _unit(first: date, last: date) -> tuple[str, Callable[[date], date], Callable[[date], date]]:
    """Its name, where the one that holds a day begins, where the next begins."""
    if (last - first).days / 7 <= MOST_WEEKS:
        return "week", lambda day: day - timedelta(day.weekday()), lambda day: day + timedelta(7)
    if (last - first).days / 30 <= MOST_MONTHS:
        return "month", lambda day: day.replace(day=1), _next_month
    return "year", lambda day: day.replace(month=1, day=1), lambda day: date(day.year + 1, 1, 1)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _grouped(counts: Mapping[date, int], starts: Callable[[date], date]) -> dict[date, int]:
    grouped: dict[date, int] = defaultdict(int)
    for day, count in counts.items():
        grouped[starts(day)] += count
    return grouped


def _years(counts: Mapping[date, int]) -> list[tuple[Period, list[Period]]]:
    years: dict[int, list[Period]] = {}
    for month, count in sorted(_grouped(counts, lambda day: day.replace(day=1)).items(), reverse=True):
        last = _next_month(month) - timedelta(1)
        years.setdefault(month.year, []).append(Period(month, last, count, MONTHS[month.month - 1]))
    return [
        (Period(date(year, 1, 1), date(year, 12, 31), sum(month.count for month in months), str(year)), months)
        for year, months in years.items()
    ]


def _chosen(first: date, end: date, since: date | None, until: date | None) -> tuple[float, float] | None:
    if not (since or until):
        return None
    left = max(first, since or first)
    right = min(end, until + timedelta(1) if until and until < date.max else end)
    days = (end - first).days
    return round(WIDTH * (left - first).days / days, 1), round(WIDTH * max(0, (right - left).days) / days, 1)
