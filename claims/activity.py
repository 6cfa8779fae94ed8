"""Claims per week as a strip of bars, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claims.written_dates import write_days

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Bar", "Strip", "strip_of"]

WEEK = timedelta(7)
WEEKS = 104
WIDTH, HEIGHT = 640, 40


@dataclass(frozen=True, slots=True)
class Bar:
    first: date
    last: date
    count: int
    x: float
    y: float
    width: float
    height: float

    @property
    def days(self) -> str:
        return write_days(self.first, self.last)


@dataclass(frozen=True, slots=True)
class Strip:
    """Bars of the weeks that have claims, in a box of `width` by `height`; gaps are weeks without."""

    bars: list[Bar]
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def count(self) -> int:
        return sum(bar.count for bar in self.bars)

    @property
    def days(self) -> str:
        return write_days(self.first, self.last)


def strip_of(weekly: Mapping[date, int], *, weeks: int = WEEKS, until: date | None = None) -> Strip | None:
    """Counts by the first day of their week: the weeks up to the newest (or up to `until`'s), at most `weeks`; None
    where there are no claims."""
    newest = until or max(weekly, default=None)
    if newest is None:
        return None
    last_week = newest - timedelta(newest.weekday())
    counts = {week: number for week, number in weekly.items() if last_week - weeks * WEEK < week <= last_week}
    if not counts:
        return None
    first_week = last_week - (weeks - 1) * WEEK if until else max(min(counts), last_week - (weeks - 1) * WEEK)
    # A strip of few weeks keeps narrow bars, so that one busy week is no wall.
    shown = max((last_week - first_week) // WEEK + 1, 26 if weeks > 26 else weeks)
    first_week = last_week - (shown - 1) * WEEK
    step, most = WIDTH / shown, max(counts.values())
    bars = []
    for week, count in sorted(counts.items()):
        height = max(3.0, HEIGHT * count / most)
        x = step * ((week - first_week) // WEEK)
        bars.append(
            Bar(week, week + WEEK - timedelta(1), count, round(x, 1), HEIGHT - height, round(step * 0.8, 1), height)
        )
    return Strip(bars, first_week, last_week + WEEK - timedelta(1))
