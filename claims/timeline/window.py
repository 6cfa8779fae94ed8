"""The stretch of days that the picture shows: a year, a month or a week, or any other, with its neighbours. Pure."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

__all__ = ["ZOOMS", "BadWindow", "Window", "Zoom", "period", "window_of"]

type Zoom = Literal["year", "month", "day"]
ZOOMS: tuple[Zoom, ...] = get_args(Zoom.__value__)
"""Each names the unit that is looked at: a year by its months, a month by its days, days in their week."""
EARLIEST, LATEST = date(1000, 1, 1), date(2999, 12, 31)
LONGEST = 36_525
MOST_DAYS = {"day": 12, "month": 100}
"""A stretch of its own is looked at by the first unit that it does not exceed, else by years."""


class BadWindow(ValueError):
    """Says in a sentence what cannot be shown."""


@dataclass(frozen=True, slots=True)
class Window:
    zoom: Zoom
    first: date
    last: date
    """Included."""

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def middle(self) -> date:
        return self.first + (self.last - self.first) / 2

    @property
    def whole(self) -> bool:
        """Just one year, month or week."""
        return self == period(self.zoom, self.first)

    @property
    def earlier(self) -> Window | None:
        first = self.first - timedelta(self.days)
        shown = period(self.zoom, self.first - timedelta(1)) if self.whole else Window(self.zoom, first, self._before)
        return shown if shown.first >= EARLIEST else None

    @property
    def later(self) -> Window | None:
        last = self.last + timedelta(self.days)
        shown = period(self.zoom, self._after) if self.whole else Window(self.zoom, self._after, last)
        return shown if shown.last <= LATEST else None

    @property
    def wider(self) -> Window | None:
        """The month of a week, the year of a month; None, which is everything, for a year."""
        at = ZOOMS.index(self.zoom)
        return period(ZOOMS[at - 1], self.middle) if at else None

    @property
    def narrower(self) -> Window | None:
        """In the middle: the month of a year, the week of a month."""
        at = ZOOMS.index(self.zoom)
        return period(ZOOMS[at + 1], self.middle) if at + 1 < len(ZOOMS) else None

    @property
    def _before(self) -> date:
        return self.first - timedelta(1)

    @property
    def _after(self) -> date:
        return self.last + timedelta(1)


def period(zoom: Zoom, day: date) -> Window:
    """The year, the month or the week (from Monday) that the day is in."""
    if zoom == "year":
        return Window(zoom, date(day.year, 1, 1), date(day.year, 12, 31))
    if zoom == "month":
        return Window(zoom, day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    monday = day - timedelta(day.weekday())
    return Window(zoom, monday, monday + timedelta(6))


def window_of(zoom: str, first: str, last: str, middle: date | None) -> Window | None:
    """What a query string asks for; None is everything. A zoom alone is the period around `middle`.

    Raises BadWindow.
    """
    if zoom and zoom not in ZOOMS:
        raise BadWindow(f"There is no zoom “{zoom[:40]}”: a timeline is shown by year, month or day.")
    chosen = next((one for one in ZOOMS if one == zoom), None)
    begins, ends = _day("from", first), _day("to", last)
    if not (begins or ends):
        return period(chosen, middle) if chosen and middle else None
    if begins and ends:
        if begins > ends:
            raise BadWindow(f"To {ends} lies before from {begins}.")
        if (ends - begins).days > LONGEST:
            raise BadWindow("A timeline shows a hundred years at most.")
        return Window(chosen or _fitting(begins, ends), begins, ends)
    # One end and no other: as long as the zoom, a year where there is none.
    length = (period(chosen or "year", begins or ends or EARLIEST).days) - 1
    begins = begins or max(EARLIEST, (ends or LATEST) - timedelta(length))
    ends = ends or min(LATEST, begins + timedelta(length))
    return Window(chosen or "year", begins, ends)


def _fitting(first: date, last: date) -> Zoom:
    days = (last - first).days + 1
    return "day" if days <= MOST_DAYS["day"] else "month" if days <= MOST_DAYS["month"] else "year"


def _day(name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadWindow(f"“{text[:40]}” ({name}) is no date; write for example 2024-09-01.") from None
    if not EARLIEST <= day <= LATEST:
        raise BadWindow(f"{day} ({name}) is out of range: years go from 1000 to 2999.")
    return day
