"""A date expression with its TIMEX3 value, and the days that a value covers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression at text[start:end] and its TIMEX3 value."""

    start: int
    end: int
    type: TimexType
    value: str


def iso_day(value: str | None) -> date | None:
    """The day that an ISO date or timestamp begins with, or None."""
    try:
        return date.fromisoformat(value[:10]) if value and len(value) >= 10 else None
    except ValueError:
        return None


def day_span(value: str) -> tuple[date, date] | None:
    """First and last day of a TIMEX3 value that names a day, week, month, quarter, season or year; None for others."""
    value = value.split("T")[0]
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            day = date.fromisoformat(value)
            return day, day
        if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            return (monday + timedelta(5 if week[3] else 0)), monday + timedelta(6)
        if month := re.fullmatch(r"(\d{4})-(\d\d)", value):
            return date(int(month[1]), int(month[2]), 1), month_end(int(month[1]), int(month[2]))
        if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", value):
            last = 3 * int(quarter[2])
            return date(int(quarter[1]), last - 2, 1), month_end(int(quarter[1]), last)
        if half := re.fullmatch(r"(\d{4})-H([12])", value):
            year, first = int(half[1]), 1 if half[2] == "1" else 7
            return date(year, first, 1), month_end(year, first + 5)
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{3}X", value):
            return date(int(value[:3]) * 10, 1, 1), date(int(value[:3]) * 10 + 9, 12, 31)
    except ValueError:
        return None
    return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if year < 9999 else date(year, month, 28)
