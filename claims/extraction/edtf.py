"""Said dates as EDTF (ISO 8601-2, level 1 and intervals) and as ranges of days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
DayRange = tuple[date | None, date | None]
"""First and last day, both included; None is open."""

_UNTIL = re.compile(r"^(?:by|until|till|before|up to|no later than)\b", re.IGNORECASE)
_SINCE = re.compile(r"^(?:since|from|after|starting)\b", re.IGNORECASE)
_PART = re.compile(r"\b(early|mid|middle|late|beginning|start|end|first half|second half)\b", re.IGNORECASE)
_APPROXIMATE = re.compile(r"\b(?:about|around|circa|roughly|approximately)\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\b(?:by|until|till|before|up to|no later than|since|from|after|starting|about|around"
    r"|circa|roughly|early|mid|late)"
    r"[ \u00a0-]+(?:in[ \u00a0]+)?)?"
    r"(?:the[ \u00a0]+(?:beginning|start|middle|end|(?:first|second)[ \u00a0]half)[ \u00a0]+of[ \u00a0]+)?$",
    re.IGNORECASE,
)
WORDS_BEFORE = 40


def said_phrase(text: str, start: int, end: int) -> str:
    """A date expression with the words before it that change what it means: "by the end of 2026", "late July"."""
    before = text[max(0, start - WORDS_BEFORE) : start]
    lead = _LEAD.search(before)
    while lead and lead.group():
        start -= len(lead.group())
        before = before[: len(before) - len(lead.group())]
        lead = _LEAD.search(before)
    return text[start:end]


def edtf_of(value: str, said: str = "") -> str | None:
    """EDTF for a TIMEX3 value, sharpened by the phrase that was said; None where nothing can be dated.

    >>> edtf_of("2024-09", "late September 2024"), edtf_of("2026", "by the end of 2026"), edtf_of("2024-SU")
    ('2024-09-21/2024-09-30', '../2026-12-31', '2024-22')
    """
    plain = _plain(value)
    if plain is None:
        return None
    said = said.strip()
    part = _PART.search(said)
    if part:
        plain = _part_of(plain, part[1].lower())
    span = day_range(plain)
    if span is None:
        return None
    if _UNTIL.match(said):
        last = span[0] - timedelta(1) if said.lower().startswith("before") and span[0] and not part else span[1]
        return f"../{last.isoformat()}" if last else None
    if _SINCE.match(said):
        first = span[1] + timedelta(1) if said.lower().startswith("after") and span[1] else span[0]
        return f"{first.isoformat()}/.." if first else None
    if _APPROXIMATE.search(said) and "/" not in plain:
        return plain + "~"
    return plain


def day_range(edtf: str) -> DayRange | None:
    """The days that an EDTF string covers; None when it is not one of those that `edtf_of` writes."""
    edtf = edtf.rstrip("~?%")
    if "/" in edtf:
        first, _, last = edtf.partition("/")
        begin = None if first == ".." else day_range(first)
        finish = None if last == ".." else day_range(last)
        if (begin is None and first != "..") or (finish is None and last != ".."):
            return None
        return (begin[0] if begin else None), (finish[1] if finish else None)
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", edtf):
            day = date.fromisoformat(edtf)
            return day, day
        if season := re.fullmatch(r"(\d{4})-(2[1-4])", edtf):
            first_month, last_month = SEASON_MONTHS[int(season[2])]
            year = int(season[1])
            return date(year, first_month, 1), _month_end(year + (last_month < first_month), last_month)
        if month := re.fullmatch(r"(\d{4})-(\d\d)", edtf):
            return date(int(month[1]), int(month[2]), 1), _month_end(int(month[1]), int(month[2]))
        if re.fullmatch(r"\d{4}", edtf):
            return date(int(edtf), 1, 1), date(int(edtf), 12, 31)
        if re.fullmatch(r"\d{3}X", edtf):
            return date(int(edtf[:3]) * 10, 1, 1), date(int(edtf[:3]) * 10 + 9, 12, 31)
        if re.fullmatch(r"\d\dXX", edtf):
            return date(int(edtf[:2]) * 100, 1, 1), date(int(edtf[:2]) * 100 + 99, 12, 31)
    except ValueError:
        return None
    return None


def _plain(value: str) -> str | None:
    """A TIMEX3 value without its clock as EDTF, whatever was said around it."""
    value = value.split("T")[0]
    if re.fullmatch(r"\d{4}(?:-\d\d){0,2}", value):
        return value if day_range(value) else None
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return f"{season[1]}-{SEASONS[season[2]]}"
    if re.fullmatch(r"\d{3}X", value):
        return value
    if re.fullmatch(r"\d\d", value):
        return value + "XX"
    try:
        if week := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
            monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
            first = monday + timedelta(5) if week[3] else monday
            return f"{first.isoformat()}/{(monday + timedelta(6)).isoformat()}"
        if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", value):
            last = 3 * int(quarter[2])
            return f"{quarter[1]}-{last - 2:02d}/{quarter[1]}-{last:02d}"
        if half := re.fullmatch(r"(\d{4})-H([12])", value):
            return f"{half[1]}-{'01' if half[2] == '1' else '07'}/{half[1]}-{'06' if half[2] == '1' else '12'}"
    except ValueError:
        return None
    return None


def _part_of(plain: str, part: str) -> str:
    """Thirds of a month ("late September") and of a year; "the end of" a unit is its last day only after "by"."""
    if month := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", plain):
        last = monthrange(int(month[1]), int(month[2]))[1]
        first, final = {
            "early": (1, 10),
            "beginning": (1, 10),
            "start": (1, 10),
            "late": (21, last),
            "end": (21, last),
            "first half": (1, 15),
            "second half": (16, last),
        }.get(part, (11, 20))
        return f"{plain}-{first:02d}/{plain}-{final:02d}"
    if re.fullmatch(r"\d{4}", plain):
        begin, finish = {
            "early": ("01", "04"), "beginning": ("01", "04"), "start": ("01", "04"),
            "late": ("09", "12"), "end": ("09", "12"), "first half": ("01", "06"), "second half": ("07", "12"),
        }.get(part, ("05", "08"))  # fmt: skip
        return f"{plain}-{begin}/{plain}-{finish}"
    return plain


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
