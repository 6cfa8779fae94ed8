"""A spark line: how much was said in each part of a story's life. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

__all__ = ["Spark", "spark"]

WIDTH, HEIGHT = 120, 24
MOST_BARS = 30
FEWEST_BARS = 12
WEEK = timedelta(7)


@dataclass(frozen=True, slots=True)
class Spark:
    """Bars (x, y, width, height) in a box of 120 by 24."""

    bars: list[tuple[float, float, float, float]]
    first: date
    last: date

    @property
    def path(self) -> str:
        """All bars as one SVG path."""
        return "".join(f"M{x} {y}h{width}v{height}h-{width}z" for x, y, width, height in self.bars)


def spark(weekly: Mapping[date, int], among: Collection[date] = ()) -> Spark | None:
    """Counts by the first day of their week, on at most 30 bars, from the first to the last week that has any; or that
    is `among` those of the sparks beside it, so that all have one axis."""
    if not weekly:
        return None
    first, last = min([*weekly, *among]), max([*weekly, *among])
    weeks = (last - first) // WEEK + 1
    per_bar = -(-weeks // MOST_BARS)
    heights: dict[int, int] = {}
    for week, count in weekly.items():
        number = (week - first) // WEEK // per_bar
        heights[number] = heights.get(number, 0) + count
    step = WIDTH / max(-(-weeks // per_bar), FEWEST_BARS)
    most = max(heights.values())
    bars = []
    for number, count in sorted(heights.items()):
        height = round(max(2.0, HEIGHT * count / most), 1)
        bars.append((round(number * step, 1), round(HEIGHT - height, 1), round(step * 0.8, 1), height))
    return Spark(bars, first, last + WEEK - timedelta(1))
