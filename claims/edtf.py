"""Partial dates as EDTF (ISO 8601-2, level 1 with intervals), and the days that they may mean. Pure.

A TIMEX3 value says which month or year is meant; the words around it say which part (“late September”) and which
side (“by the end of 2026”) of it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

__all__ = ["Days", "from_timex", "span_of"]

type Days = tuple[date | None, date | None]
"""First and last day; None is open or unknown."""

SEASONS = {"SP": "21", "SU": "22", "FA": "23", "WI": "24"}
_SEASON_MONTHS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 2)}
_UP_TO = re.compile(r"\b(by|before|until|till|up to|no later than)\s*$", re.IGNORECASE)
_FROM_ON = re.compile(r"\b(since|after|from|as of|starting|beginning)\s*(in|on)?\s*$", re.IGNORECASE)
_PART = re.compile(r"^(?:the )?(early|beginning of|start of|mid|middle of|late|end of)\b", re.IGNORECASE)
_EARLY, _LATE = ("early", "beginning of", "start of"), ("late", "end of")


def span_of(edtf: str) -> Days:
    """The days that an EDTF expression may mean: “2024-09” the whole month, “../2026-12-31” all up to that day.

    Raises ValueError for what is no EDTF of the supported kind.
    """
    if "/" in edtf:
        left, right = edtf.split("/", 1)
        first = None if left in ("", "..") else _single(left)[0]
        last = None if right in ("", "..") else _single(right)[1]
        if first and last and first > last:
            raise ValueError(f"“{edtf}” ends before it begins.")
        return first, last
    return _single(edtf)


def _single(edtf: str) -> tuple[date, date]:
    plain = edtf.strip().rstrip("?~%").replace("-XX", "")
    if decade := re.fullmatch(r"(\d{3})X|(\d{2})XX", plain):
        width = 10 if decade[1] else 100
        start = int(decade[1] or decade[2]) * width
        return date(start, 1, 1), date(start + width - 1, 12, 31)
    if season := re.fullmatch(r"(\d{4})-(2[1-4])", plain):
        year, (first, last) = int(season[1]), _SEASON_MONTHS[season[2]]
        return date(year, first, 1), _month_end(year + (last < first), last)
    return _calendar(plain)


def _calendar(plain: str) -> tuple[date, date]:
    """A year, a month or a day."""
    try:
        year, *rest = (int(part) for part in plain.split("-"))
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", plain):
            raise ValueError
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        return date(year, rest[0], rest[1] if rest[1:] else 1), date(year, *rest) if rest[1:] else _month_end(
            year, rest[0]
        )
    except ValueError:
        advice = "write for example 2024-09-27, 2024-09 or ../2026-12-31."
        raise ValueError(f"“{plain}” is no date in EDTF; {advice}") from None


def from_timex(value: str, text: str, before: str = "") -> str:
    """EDTF for a TIMEX3 date, or "" where it names no days (“recently”, durations). `before` is what precedes it."""
    part = _PART.match(text)
    edtf = _whole(value)
    if not edtf:
        return ""
    if part and re.fullmatch(r"\d{4}(-\d\d)?", edtf):
        edtf = _part_of(edtf, part[1].lower())
    first, last = span_of(edtf)
    if _UP_TO.search(before) and last:
        return f"../{last}"
    if _FROM_ON.search(before) and first:
        return f"{first}/.."
    return edtf


def _whole(value: str) -> str:
    from claims.extraction.dates import day_span  # here, so that reading EDTF does not load the pipeline's libraries

    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{season[1]}-{SEASONS[season[2]]}"
    value = value.split("T")[0]
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X"
    days = day_span(value)
    if days is None:
        return ""
    return value if re.fullmatch(r"\d{4}(-\d\d){0,2}", value) else f"{days[0]}/{days[1]}"


def _part_of(edtf: str, part: str) -> str:
    """Thirds of a month and of a year; the end of a year is its last month."""
    if len(edtf) == 4:
        if part == "end of":
            return f"{edtf}-12"
        first, last = (1, 4) if part in _EARLY else (9, 12) if part in _LATE else (5, 8)
        return f"{edtf}-{first:02}/{edtf}-{last:02}"
    last_day = _calendar(edtf)[1].day
    first, last = (1, 10) if part in _EARLY else (21, last_day) if part in _LATE else (11, 20)
    return f"{edtf}-{first:02}/{edtf}-{last:02}"


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)
