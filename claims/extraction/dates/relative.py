"""Dates told from another day, durations, sets, clock times and vague references."""

from __future__ import annotations

import re

from claims.extraction.dates.rules import Rules, registrar
from claims.extraction.dates.timex import TimexType
from claims.extraction.dates.values import Anchor, as_date, number_of, period, unit_of, unit_shift, weekday_value
from claims.extraction.dates.vocabulary import (
    MOD,
    NUMBER,
    ORDINALS,
    PART,
    PARTS,
    SP,
    UNIT,
    VAGUE,
    WEEKDAY,
    WEEKDAYS,
    YEAR,
)

RULES: Rules = []
rule = registrar(RULES)


@rule(r"(?<!USA )today|tonight|yesterday|tomorrow")
def _near_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    word = match[0].lower()
    steps = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    value = unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return ("TIME", f"{value}TNI") if word == "tonight" else ("DATE", value)


@rule(rf"(this|last|yesterday|tomorrow|earlier this|late last|early this){SP}({PART})|overnight")
def _part_of_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    lead = (match[1] or "last").lower()
    steps = -1 if lead in ("last", "yesterday", "late last") or not match[1] else 1 if lead == "tomorrow" else 0
    value = unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return "TIME", f"{value}T{PARTS[(match[2] or 'night').lower()]}"


@rule(rf"(?:(?:earlier|later){SP})?(?:the{SP})?(this|last|next|past|previous|coming|current){SP}({UNIT})(?!s)")
def _this_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    which = match[1].lower()
    unit = unit_of(match[2])
    if unit in ("TH", "TM", "TS", "TNI") or (unit == "D" and match[0].lower().startswith("the ")):
        return None
    if which in ("past", "coming") or (which == "last" and match[0].lower().startswith("the")):
        return "DURATION", period(1, unit)
    steps = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}[which]
    return as_date(unit_shift(anchor, unit, steps))


@rule(rf"({MOD})(this|last|next|the){SP}({UNIT})(?!s)")
def _part_of_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(match[3])
    if unit.startswith("T"):
        return None
    return as_date(unit_shift(anchor, unit, {"last": -1, "next": 1}.get(match[2].lower(), 0)))


@rule(
    rf"(?:(?:about|around|almost|nearly|more than|less than|over|just|only|roughly){SP})?"
    rf"(?:({NUMBER}|an?)|({VAGUE})){SP}({UNIT})s?{SP}(ago|earlier|later|from now|hence|before(?!{SP}\w))"
)
def _ago(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(match[3])
    back = match[4].lower() in ("ago", "earlier", "before")
    if match[2] or unit.startswith("T"):
        return "DATE", "PAST_REF" if back else "FUTURE_REF"
    number = number_of(match[1])
    if number is None:
        return None
    base = anchor.published
    if match[4].lower() not in ("ago", "from now", "hence") and unit == "D" and anchor.reached:
        base = anchor.reached
    if unit == "DE":
        unit, number = "Y", 10 * number
    return as_date(unit_shift(anchor, unit, -number if back else number, base))


@rule(
    rf"the{SP}(next|following|same|previous){SP}day|(that|that same){SP}day"
    rf"|the{SP}day{SP}(before|after)(?={SP}*[,.;]|{SP}[a-z]+ed\b)"
)
def _narrated_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    which = (match[1] or match[2] or match[3]).lower()
    if anchor.reached is None:
        return "DATE", "XXXX-XX-XX"
    steps = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(which, 0)
    return as_date(unit_shift(anchor, "D", steps, anchor.reached))


@rule(
    rf"(?:(?:the{SP})?(?:last|past|next|coming|first|final|previous){SP})?"
    rf"(?:(?:about|around|almost|nearly|more than|less than|over|at least|up to|roughly){SP})?"
    rf"(?:({NUMBER})|({VAGUE}))(?:{SP}|-)(?:more{SP}|straight{SP}|consecutive{SP})?({UNIT})s?(?:-long|-old)?"
)
def _duration(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(match[3])
    if match[0].lower().endswith("-old") or (unit == "TS" and not match[0].lower().endswith("seconds")):
        return None
    number = number_of(match[1]) if match[1] else None
    if unit == "TS" and number is None:
        return None
    return "DURATION", period(number if number is not None else "X", unit)


@rule(
    rf"(?:the{SP}(?:past|last|next|coming){SP}({UNIT})s?|(?:recent|past|coming){SP}({UNIT})s|({UNIT})s(?={SP}(?:ago|of|later|before|after)\b))"
)
def _plural_duration(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(next(group for group in match.groups() if group))
    if unit in ("TS", "TM", "TNI"):
        return None
    single = match[1] and not match[0].lower().endswith("s")
    return "DURATION", period(1 if single else "X", unit)


@rule(
    rf"an?{SP}(?:full{SP}|whole{SP})?(year|month|week|decade|century|day)(?={SP}(?:of|in|for|after|before|to|since|and)\b|[.,;])"
)
def _one_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    if re.search(r"\b(?:times?|once|twice|\w+)\s$", anchor.before) and not re.search(
        r"\b(?:for|in|within|over|than|about|nearly|almost|after|least|a|lasted?)\s$", anchor.before, re.IGNORECASE
    ):
        return None
    return "DURATION", period(1, unit_of(match[1]))


@rule(
    rf"(?:every|each){SP}(?:(other){SP})?({UNIT}|{WEEKDAY}|{PART})|daily|weekly|monthly|yearly|annually|annual|nightly|hourly"
)
def _set(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    word = match[0].lower()
    named = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
             "nightly": "P1D", "hourly": "PT1H"}  # fmt: skip
    if word in named:
        return "SET", named[word]
    unit = match[2].lower()
    if unit in WEEKDAYS:
        return "SET", f"XXXX-WXX-{WEEKDAYS[unit] + 1}"
    if unit in PARTS:
        return "SET", f"XXXX-XX-XXT{PARTS[unit]}"
    return "SET", period(2 if match[1] else 1, unit_of(unit))


@rule(
    rf"(?:at{SP})?(?<!\d)(\d\d?)(?:[:.](\d\d))?{SP}?([ap])\.?m\.?(?:{SP}[A-Z]{{2,4}}\b)?(?:{SP}(?:on{SP})?({WEEKDAY}))?|(\d\d?):(\d\d)(?!\d|:)"
)
def _clock(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    hour, minute = int(match[1] or match[5]), int(match[2] or match[6] or 0)
    if match[3]:
        hour = hour % 12 + (12 if match[3].lower() == "p" else 0)
    if (
        hour > 23
        or minute > 59
        or (not match[3] and ":" in match[0] and anchor.before.rstrip().endswith(("Bible", "chapter")))
    ):
        return None
    if match[4]:
        day = weekday_value(anchor, WEEKDAYS[match[4].lower()], "")
    else:
        day = anchor.published.isoformat() if anchor.published else "XXXX-XX-XX"
    return "TIME", f"{day}T{hour:02d}:{minute:02d}"


@rule(rf"(?:the{SP})?(first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter(?:{SP}(?:of{SP})?({YEAR}))?")
def _quarter(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    number = ORDINALS.get(match[1].lower()) or int(match[1][0])
    year = match[2] or (f"{anchor.published.year:04d}" if anchor.published else "XXXX")
    return "DATE", f"{year}-Q{number}"


@rule(r"(?:right )?now|currently|at present|at the moment|nowadays|these days|at this time")
def _present(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "PRESENT_REF"


@rule(
    r"recently|lately|formerly|previously|once upon a time|in the past"
    r"|the past(?! \w*(?:year|month|week|day|decade|hour))|long ago"
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "PAST_REF"


@rule(r"(?:the )?(?:near |foreseeable )?future")
def _future(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "FUTURE_REF"
