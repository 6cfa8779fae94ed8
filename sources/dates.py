"""When an article was published: what a file says, as a moment and as the day in the outlet's time zone."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

EARLIEST = dt.date(1900, 1, 1)
AHEAD = dt.timedelta(days=1)
MONTHS = "january february march april may june july august september october november december".split()  # noqa: SIM905
WANTED = "Write the date as 2024-09-19, or with time and offset as 2024-09-19T08:30:00+03:00."

ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?) ?(Z|z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?")
YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})[/.](\d{1,2})")
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
DAY_FIRST = re.compile(WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})", re.IGNORECASE)
MONTH_FIRST = re.compile(WEEKDAY + r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.IGNORECASE)
NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})(?:\D.*)?")
RFC_2822 = re.compile(r"[A-Za-z]{3}, +\d{1,2} [A-Za-z]{3} \d{4} .+|\d{1,2} [A-Za-z]{3} \d{4} \d\d:\d\d.*")


@dataclass(frozen=True)
class Published:
    at: dt.datetime
    on: dt.date
    precision: str  # "time" or "day"


class DateError(ValueError):
    """A date that cannot be taken; `advice` says what to write instead."""

    def __init__(self, reason: str, advice: str = WANTED) -> None:
        super().__init__(reason)
        self.advice = advice


def published(value: str, zone: dt.tzinfo, now: dt.datetime, order: str = "") -> Published:
    """Read a date of publication; without an offset it is a time in `zone`, the outlet's. `order`, "day_first" or
    "month_first", says how dates like 03/04/2024 are meant; they are refused without it."""
    try:
        read = moment(value.strip(), order)
        found = in_zone(read, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, DateError):
            raise
        raise DateError(f"“{value[:100]}” is not a date that exists.") from error
    if found.on < EARLIEST:
        raise DateError(f"“{value[:100]}” is before 1900.", "Correct the date, or leave it empty if it is unknown.")
    if found.at > now + AHEAD:
        raise DateError(f"“{value[:100]}” lies in the future.", "Correct the date, or leave it empty if it is unknown.")
    return found


def in_zone(read: dt.date | dt.datetime, zone: dt.tzinfo) -> Published:
    if not isinstance(read, dt.datetime):
        midnight = dt.datetime.combine(read, dt.time(), zone)
        return Published(midnight.astimezone(dt.UTC), read, "day")
    at = read if read.tzinfo else read.replace(tzinfo=zone)
    return Published(at.astimezone(dt.UTC), at.astimezone(zone).date(), "time")


def moment(value: str, order: str = "") -> dt.date | dt.datetime:
    """A day, or a time with or without offset. Raises ValueError for days that do not exist."""
    if ISO_DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    if match := ISO_TIME.fullmatch(value):
        day, time, offset = match.groups()
        offset = {"z": "Z", "UTC": "Z", "GMT": "Z"}.get(offset, offset or "")
        return dt.datetime.fromisoformat(f"{day}T{time.replace(',', '.')}{offset}")
    if match := YEAR_FIRST.fullmatch(value) or COMPACT.fullmatch(value):
        year, month, day = map(int, match.groups())
        return dt.date(year, month, day)
    if match := DAY_FIRST.fullmatch(value):
        return dt.date(int(match[3]), month_named(match[2], value), int(match[1]))
    if match := MONTH_FIRST.fullmatch(value):
        return dt.date(int(match[3]), month_named(match[1], value), int(match[2]))
    if match := NUMBERS.fullmatch(value):
        return by_numbers(match, value, order)
    if RFC_2822.fullmatch(value):
        return parsedate_to_datetime(value)
    if value.isdigit():
        raise DateError(f"“{value[:100]}” is a bare number, not a date.")
    raise DateError(f"“{value[:100]}” is not a date that can be read without guessing.")


def month_named(name: str, value: str) -> int:
    for number, month in enumerate(MONTHS, start=1):
        if month.startswith(name.lower()) or (name.lower(), number) == ("sept", 9):
            return number
    raise DateError(f"“{value[:100]}” names no month.")


def by_numbers(match: re.Match[str], value: str, order: str) -> dt.date:
    """19/09/2024 can only be one day; 03/04/2024 can be two."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    if len(match[3]) == 2 or match.end(3) != len(value):
        raise DateError(f"“{value[:100]}” can be read in several ways.")
    if order:
        day, month = (first, second) if order == "day_first" else (second, first)
        return dt.date(year, month, day)
    if first <= 12 and second <= 12 and first != second:
        raise DateError(
            f"“{value[:100]}” can be {first} {MONTHS[second - 1].title()} or {second} {MONTHS[first - 1].title()}."
        )
    return dt.date(year, second, first) if second <= 12 else dt.date(year, first, second)
