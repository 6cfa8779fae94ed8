"""Dates as people write them: “16 Sep 2024”, “21–30 Sep 2024”, “by the end of 2026”, “c. Sep 2025”. Pure."""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from datetime import date, timedelta

__all__ = ["write_day", "write_days", "write_edtf", "write_long"]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_SHORT = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_DATE = re.compile(r"(?P<year>-?\d{3}[\dX])(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<doubt>[?~%])?")


def write_day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def write_days(first: date | None, last: date | None) -> str:
    """A stretch of days, both ends included; None is open."""
    if first is None:
        return _by(last) if last else "unknown"
    if last is None:
        return f"since {write_day(first)}"
    return _whole(first, last) or _stretch(first, last)


def write_edtf(edtf: str) -> str:
    """EDTF in words; what is not understood stands as it is."""
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    match = _DATE.fullmatch(edtf.replace("-XX", ""))
    if not match or not _exists(match):
        return edtf
    year, month, day = match["year"], match["month"], match["day"]
    written = f"{year[:3]}0s" if year.endswith("X") else year
    if month in SEASONS:
        written = f"{SEASONS[month]} {year}"
    elif month:
        written = f"{MONTHS[int(month) - 1]} {year}"
        if day:
            written = f"{int(day)} {written}"
    return {"~": "c. {}", "?": "{}, uncertain", "%": "c. {}, uncertain"}.get(match["doubt"] or "", "{}").format(written)


def write_long(edtf: str) -> str:
    """As `write_edtf`, with the months in full, for titles."""
    return _SHORT.sub(lambda match: month_name[MONTHS.index(match[0]) + 1], write_edtf(edtf))


def _exists(match: re.Match[str]) -> bool:
    if match["month"] in SEASONS:
        return not match["day"]
    try:
        year = int(match["year"].replace("X", "0"))
        date(year, int(match["month"] or 1), int(match["day"] or 1))
    except ValueError:
        return False
    return True


def _interval(left: str, right: str) -> str:
    if left in ("", ".."):
        return "unknown" if right in ("", "..") else _until(right)
    if right in ("", ".."):
        return f"since {write_edtf(left)}"
    try:
        return write_days(_first(left), _last(right))
    except ValueError:
        return f"{write_edtf(left)} – {write_edtf(right)}"


def _until(edtf: str) -> str:
    try:
        return _by(_last(edtf))
    except ValueError:
        return f"by {write_edtf(edtf)}"


def _first(edtf: str) -> date:
    return date.fromisoformat(f"{edtf}-01-01"[:10] if len(edtf) == 4 else f"{edtf}-01"[:10])


def _last(edtf: str) -> date:
    if len(edtf) == 4:
        return date(int(edtf), 12, 31)
    if len(edtf) == 7:
        year, month = int(edtf[:4]), int(edtf[5:])
        return date(year, month, monthrange(year, month)[1]) if month <= 12 else date.fromisoformat(edtf)
    return date.fromisoformat(edtf)


def _by(last: date) -> str:
    if (last.month, last.day) == (12, 31):
        return f"by the end of {last.year}"
    if (last + timedelta(1)).day == 1:
        return f"by the end of {MONTHS[last.month - 1]} {last.year}"
    return f"by {write_day(last)}"


def _whole(first: date, last: date) -> str:
    """A day, a month or a year, where the stretch is just that."""
    if first == last:
        return write_day(first)
    if first.day == 1 and (last + timedelta(1)).day == 1:
        if first.year == last.year and (first.month, last.month) == (1, 12):
            return str(first.year)
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month - 1]} {first.year}"
        if first.year == last.year:
            return f"{MONTHS[first.month - 1]}–{MONTHS[last.month - 1]} {first.year}"
        if (first.month, last.month) == (1, 12):
            return f"{first.year}–{last.year}"
    return ""


def _stretch(first: date, last: date) -> str:
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{write_day(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {write_day(last)}"
    return f"{write_day(first)} – {write_day(last)}"
