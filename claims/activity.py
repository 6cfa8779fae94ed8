"""Claims per week as a strip of bars, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Max
from django.db.models.functions import TruncWeek

from claims.written_dates import write_days

if TYPE_CHECKING:
    from claims.models import ClaimQuerySet

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


def strip_of(claims: ClaimQuerySet, *, weeks: int = WEEKS, until: date | None = None) -> Strip | None:
    """The weeks up to the newest claim's (or up to `until`'s), at most `weeks`; None where there are no claims."""
    newest = until or claims.aggregate(newest=Max("day"))["newest"]
    if newest is None:
        return None
    last_week = newest - timedelta(newest.weekday())
    counts = dict(
        claims.filter(day__gt=last_week - weeks * WEEK, day__lte=last_week + WEEK - timedelta(1))
        .order_by()
        .annotate(week=TruncWeek("day"))
        .values_list("week")
        .annotate(number=Count("pk", distinct=True))
    )
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
