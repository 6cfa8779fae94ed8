"""Dates that name a day, month, season, year or decade of the calendar."""

from __future__ import annotations

import re
from datetime import date

from claims.extraction.dates.rules import Rules, registrar
from claims.extraction.dates.tense import tense
from claims.extraction.dates.timex import TimexType, iso_day
from claims.extraction.dates.values import (
    Anchor,
    as_date,
    has_been,
    iso,
    iso_week,
    month_of,
    month_value,
    unit_shift,
    weekday_value,
)
from claims.extraction.dates.vocabulary import (
    DAY,
    MOD,
    MONTH,
    PART,
    PARTS,
    SEASON,
    SEASONS,
    SP,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)

RULES: Rules = []
rule = registrar(RULES)
LAST_CENTURY = 25
NEAR_DAYS = 7
QUARTER = 92
HALF_YEAR = 183
"""Days: a date without its year is nearer to publication than half a year, and less ahead where verbs tell the past."""


@rule(rf"({YEAR})-(\d\d)-(\d\d)(?:T[\d:]+Z?)?")
def _iso_date(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return as_date(iso(match[1], int(match[2]) or 13, int(match[3]) or 32) if int(match[2]) <= 12 else None)


@rule(rf"(\d\d?)[/-](\d\d?)[/-]({YEAR}|\d\d)")
def _slashes(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    """Month first, as American papers write; day first where that alone makes sense."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 0 if year > 99 else (2000 if year < 50 else 1900)
    month, day = (first, second) if first <= 12 else (second, first)
    return as_date(iso(year, month, day) if 0 < month <= 12 and day else None)


@rule(
    rf"(?:{WEEKDAY},?{SP}+|(last|this|next){SP})?({MONTH}){SP}*({DAY})(?:st|nd|rd|th)?(?:,?{SP}+(?:of )?({YEAR}))?",
    cased=True,
)
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _day_of_month(anchor, month_of(match[2]), int(match[3]), match[4], match[1] or "")


@rule(
    rf"(?:{WEEKDAY},?{SP}+)?(?:the )?({DAY})(?:st|nd|rd|th)?{SP}+(?:of )?({MONTH})(?:,?{SP}+({YEAR}))?",
    cased=True,
)
def _day_month(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _day_of_month(anchor, month_of(match[2]), int(match[1]), match[3])


def _day_of_month(
    anchor: Anchor, month: int, day: int, year: str | None, direction: str = ""
) -> tuple[TimexType, str] | None:
    if year:
        return as_date(iso(year, month, day))
    if anchor.published is None:
        return "DATE", f"XXXX-{month:02d}-{day:02d}"
    guess = anchor.published.year + {"last": -1, "next": 1}.get(direction, 0)
    value = iso(guess, month, day)
    if value is None:
        return None
    distance = (date.fromisoformat(value) - anchor.published).days
    verbs = tense(anchor.before, anchor.after)
    if direction:
        guess += (direction == "last" and distance < -366) - (direction == "next" and distance > 366)
    elif distance > NEAR_DAYS and verbs != "ahead":
        guess -= distance > HALF_YEAR or has_been(anchor) or (distance > QUARTER and verbs == "back")
    elif distance < -HALF_YEAR and verbs == "ahead":
        guess += 1
    return as_date(iso(guess, month, day))


@rule(
    rf"(?:{MOD})?(?:the month of )?({MONTH})(?:,?{SP}+(?:of )?({YEAR})|{SP}(?:of )?(this|last|next){SP}year)",
    cased=True,
)
def _month_year(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    if match[2]:
        return as_date(iso(match[2], month_of(match[1])))
    if anchor.published is None:
        return "DATE", f"XXXX-{month_of(match[1]):02d}"
    return as_date(iso(anchor.published.year + {"last": -1, "next": 1}.get(match[3], 0), month_of(match[1])))


@rule(
    rf"(?:({MOD})|(?:the )?(this|last|next|past)(?:{SP}year's)?{SP}|(?:the )?(following){SP})?({MONTH})",
    cased=True,
)
def _bare_month(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    name = match[4]
    if (
        name in ("May", "March")
        and not (match[1] or match[2])
        and not (
            re.search(r"\b(?:[Tt]he|an?|his|her|its|their)\s$", anchor.before)
            and re.match(r" [a-z]", anchor.after)
            and not re.match(r" (?:for|on|of|to|in|was|is|by|from|that|against)\b", anchor.after)
        )
        and not re.search(
            r"\b(?:in|since|until|by|from|of|between|during|and|through|to|before|after|last|next|this)\s$",
            anchor.before,
            re.IGNORECASE,
        )
    ):
        return None
    direction = (match[2] or "").lower().replace("past", "last")
    return "DATE", month_value(anchor, month_of(name), direction)


@rule(rf"(?:(this|last|next|past|coming|the following){SP})?({WEEKDAY})(?:{SP}({PART}))?", cased=True)
def _named_weekday(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    direction = (match[1] or "").lower()
    direction = {"past": "last", "coming": "next", "the following": "next"}.get(direction, direction)
    value = weekday_value(anchor, WEEKDAYS[match[2].lower().rstrip(".")], direction)
    return ("TIME", f"{value}T{PARTS[match[3].lower()]}") if match[3] else ("DATE", value)


@rule(rf"(?:({MOD})(?:the{SP})?(?:year{SP})?)?({YEAR})(?:-({YEAR}|\d\d))?(?!\.\d|%|,\d)")
def _bare_year(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    year = int(match[2])
    dated = re.search(
        r"\b(?:in|since|by|until|of|from|to|during|for|before|after|and|between|through|the|early|late)\s$|[(,]\s?$",
        anchor.before or " ",
        re.IGNORECASE,
    )
    if not match[1] and not dated and not 1900 <= year <= 2035:
        return None
    return "DATE", f"{year:04d}"


@rule(rf"(?:the{SP})?(\d\d?)(?:st|nd|rd|th)[ -]century")
def _century(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return ("DATE", f"{int(match[1]) - 1:02d}") if 0 < int(match[1]) <= LAST_CENTURY else None


@rule(rf"(?:the{SP})?fiscal{SP}(?:year{SP})?({YEAR})|(?:the{SP})?(?:(last|this|next|current){SP})?fiscal{SP}year")
def _fiscal(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    """The year that is named; where a fiscal year begins is each company's own."""
    if match[1]:
        return "DATE", match[1]
    return as_date(unit_shift(anchor, "Y", {"last": -1, "next": 1}.get((match[2] or "").lower(), 0)))


@rule(rf"(?:the{SP})?(first|second){SP}half{SP}(?:of{SP})?(?:({YEAR})|(?:the|this|(last|next)){SP}year)")
def _half(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    year = match[2] or unit_shift(anchor, "Y", {"last": -1, "next": 1}.get((match[3] or "").lower(), 0))
    return ("DATE", f"{year}-H{1 if match[1].lower() == 'first' else 2}") if year else None


@rule(rf"(?:(?<=and )|(?<=or )|(?<=to ))({DAY})(?:,{SP}({YEAR}))?(?!{SP}(?:\w|\$)|[\d.,:%]\d)")
def _further_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    """The second day of "April 24 and 25"."""
    first = re.search(rf"\b({MONTH}){SP}{DAY}{SP}(?:and|or|to){SP}$", anchor.before)
    return _day_of_month(anchor, month_of(first[1]), int(match[1]), match[2]) if first else None


@rule(rf"the{SP}week{SP}of{SP}({MONTH}){SP}({DAY})(?:,{SP}({YEAR}))?", cased=True)
def _week_of(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    day = _day_of_month(anchor, month_of(match[1]), int(match[2]), match[3])
    found = iso_day(day[1]) if day else None
    return ("DATE", iso_week(found)) if found else None


@rule(r"(?:the )?(?:(?:early|late|mid)[ -])?(?:the )?'?(\d\d|1[5-9]\d\d|20\d\d)'?s")
def _decade(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    year = int(match[1])
    if year % 10 or (year < 100 and not match[0].lower().startswith(("the", "'", "mid", "early", "late"))):
        return None
    return "DATE", f"{(year if year > 99 else 1900 + year) // 10}X"


@rule(rf"(?:({MOD})?(?:(this|last|next|past)|the)?{SP}*)?({SEASON})(?:{SP}(?:of{SP})?({YEAR}))?")
def _season(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    season = SEASONS[match[3].lower()]
    if match[4]:
        return "DATE", f"{match[4]}-{season}"
    if not match[2]:
        return None
    if anchor.published is None:
        return "DATE", f"XXXX-{season}"
    year = anchor.published.year + {"last": -1, "past": -1, "next": 1}.get(match[2].lower(), 0)
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    if match[2].lower() in ("last", "past") and anchor.published.month > begins + 2:
        year += 1
    if match[2].lower() == "next" and anchor.published.month < begins:
        year -= 1
    return "DATE", f"{year}-{season}"
