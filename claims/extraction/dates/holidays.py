"""Days that have a name of their own, and the day of the year on which they fall."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from claims.extraction.dates.rules import Rules, registrar
from claims.extraction.dates.tense import points_ahead
from claims.extraction.dates.timex import TimexType
from claims.extraction.dates.values import Anchor
from claims.extraction.dates.vocabulary import SP, YEAR

RULES: Rules = []
rule = registrar(RULES)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _weekday(month: int, weekday: int, count: int) -> Callable[[int], date]:
    """The count-th weekday (Monday is 0) of a month; -1 is the last one."""

    def of_year(year: int) -> date:
        if count < 0:
            last = date(year, month + 1, 1) - timedelta(1)
            return last - timedelta((last.weekday() - weekday) % 7)
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % 7 + 7 * (count - 1))

    return of_year


def _easter(year: int, after: int = 0) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher), and some days after it."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1) + timedelta(after)


HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1),
    "new year's eve": _fixed(12, 31),
    "martin luther king day": _weekday(1, 0, 3),
    "valentine's day": _fixed(2, 14),
    "presidents' day": _weekday(2, 0, 3),
    "st. patrick's day": _fixed(3, 17),
    "april fools' day": _fixed(4, 1),
    "good friday": lambda year: _easter(year, -2),
    "easter sunday": _easter,
    "easter monday": lambda year: _easter(year, 1),
    "easter": _easter,
    "mother's day": _weekday(5, 6, 2),
    "may day": _fixed(5, 1),
    "memorial day": _weekday(5, 0, -1),
    "father's day": _weekday(6, 6, 3),
    "fourth of july": _fixed(7, 4),
    "july fourth": _fixed(7, 4),
    "labor day": _weekday(9, 0, 1),
    "columbus day": _weekday(10, 0, 2),
    "halloween": _fixed(10, 31),
    "election day": lambda year: _weekday(11, 0, 1)(year) + timedelta(1),
    "veterans day": _fixed(11, 11),
    "thanksgiving day": _weekday(11, 3, 4),
    "thanksgiving": _weekday(11, 3, 4),
    "christmas eve": _fixed(12, 24),
    "christmas day": _fixed(12, 25),
    "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26),
}
_NAMES = "|".join(re.escape(name).replace("'", "['’]").replace(r"\ ", SP) for name in HOLIDAYS)


@rule(rf"(?:(last|this|next){SP})?({_NAMES})(?:,?{SP}({YEAR}))?(?!{SP}(?:tree|eve|week|cards?|carols?|Island))")
def _holiday(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    if not match[2][0].isupper():
        return None
    on = HOLIDAYS[match[2].lower().replace("’", "'").replace("\u00a0", " ")]
    if match[3]:
        return "DATE", on(int(match[3])).isoformat()
    if anchor.published is None:
        return "DATE", "XXXX-XX-XX"
    days = [on(anchor.published.year + step) for step in (-1, 0, 1) if 0 < anchor.published.year + step < 9999]
    direction = (match[1] or "").lower()
    if direction == "this":
        return "DATE", on(anchor.published.year).isoformat()
    if direction == "next" or (not direction and points_ahead(anchor.before, anchor.after)):
        return "DATE", min(day for day in days if day >= anchor.published or day == days[-1]).isoformat()
    return "DATE", max(day for day in days if day <= anchor.published or day == days[0]).isoformat()
