"""TIMEX3 values counted from the day of publication, or from the day that the narrative has reached."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from claims.extraction.dates.tense import points_ahead
from claims.extraction.dates.timex import TimexType
from claims.extraction.dates.vocabulary import FUTURE, MONTHS, NUMBERS, PAST, PRESENT, UNITS

SAYING = re.compile(r"\b(?:said|told|announced|added|reported)\b")
NEAR = 4
"""Months ahead up to which a bare month can be meant where no tense tells of the past."""


@dataclass(slots=True)
class Anchor:
    """What relative expressions count from: the day of publication, and the day that the narrative has reached."""

    published: date | None
    reached: date | None
    last: str | None = None
    """The last value that begins with a year of the calendar, for "that year"."""
    before: str = ""
    """The words before the expression in its sentence, for the direction of "Monday" and "in July"."""
    after: str = ""


def number_of(text: str) -> int | None:
    text = text.lower().strip()
    return int(text) if text.isdigit() else NUMBERS.get(text)


def month_of(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def iso(year: int | str, month: int | None = None, day: int | None = None) -> str | None:
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        return None
    return f"{int(year):04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def as_date(value: str | None) -> tuple[TimexType, str] | None:
    return ("DATE", value) if value else None


def iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _shift_months(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def weekday_value(anchor: Anchor, number: int, direction: str) -> str:
    if anchor.published is None:
        return f"XXXX-WXX-{number + 1}"
    back = (anchor.published.weekday() - number) % 7
    ahead = (number - anchor.published.weekday()) % 7
    if direction == "next":
        return (anchor.published + timedelta(ahead or 7)).isoformat()
    if direction == "last":
        return (anchor.published - timedelta(back or 7)).isoformat()
    if ahead and points_ahead(anchor.before, anchor.after):
        return (anchor.published + timedelta(ahead)).isoformat()
    return (anchor.published - timedelta(back)).isoformat()


def unit_shift(anchor: Anchor, unit: str, steps: int, base: date | None = None) -> str | None:
    """The value of the unit that lies `steps` from the base (the day of publication)."""
    base = base or anchor.published
    if base is None:
        return {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "M": "XXXX-XX", "Y": "XXXX", "WE": "XXXX-WXX-WE"}.get(
            unit, "PAST_REF"
        )
    try:
        match unit:
            case "D":
                return (base + timedelta(steps)).isoformat()
            case "W":
                return iso_week(base + timedelta(7 * steps))
            case "WE":
                return iso_week(base + timedelta(7 * steps)) + "-WE"
            case "M":
                year, month = _shift_months(base, steps)
                return iso(year, month)
            case "Q":
                year, month = _shift_months(base, 3 * steps)
                return f"{year}-Q{(month - 1) // 3 + 1}"
            case "Y":
                return iso(base.year + steps)
            case "DE":
                return f"{base.year // 10 + steps:03d}"
            case "CE":
                return f"{base.year // 100 + steps:02d}"
    except (ValueError, OverflowError):
        return None
    return None


def month_value(anchor: Anchor, month: int, direction: str) -> str:
    if anchor.published is None:
        return f"XXXX-{month:02d}"
    year, now = anchor.published.year, anchor.published.month
    if direction == "next" or (not direction and FUTURE.search(anchor.before)):
        ahead = month > now or (month == now and direction != "next")
        return f"{year if ahead else year + 1:04d}-{month:02d}"
    if direction == "last":
        return f"{year if month < now else year - 1:04d}-{month:02d}"
    if month > now and direction != "this" and (month - now > NEAR or has_been(anchor)):
        year -= 1
    elif month < now and not direction and 12 + month - now <= NEAR and not has_been(anchor):
        year += 1
    return f"{year:04d}-{month:02d}"


def has_been(anchor: Anchor) -> bool:
    """Whether the verb next to the expression, or "since", tells of what has been."""
    before = " ".join(anchor.before.split()[-5:])
    if PAST.search(before) or FUTURE.search(anchor.before):
        return PAST.search(before) is not None
    if PRESENT.search(before):
        return False
    clause = re.split(r"[.;,“”\"]", anchor.after.lstrip(","))[0]
    clause = SAYING.sub("", clause)
    verb = re.search(rf"{PAST.pattern}|{FUTURE.pattern}|{PRESENT.pattern}", clause, re.IGNORECASE)
    return verb is not None and PAST.fullmatch(verb.group()) is not None


def unit_of(text: str) -> str:
    text = text.lower()
    text = "century" if text.startswith("centur") else text.removesuffix("s")
    return UNITS[text]


def period(count: int | str, unit: str) -> str:
    if unit.startswith("T"):
        return f"PT{count}{unit[1:]}" if unit != "TNI" else f"P{count}D"
    if unit == "WE":
        return f"P{count}WE"
    return f"P{count}{unit}"
