"""Dates told from another day, durations, sets, clock times and vague references."""

from __future__ import annotations

import re
from datetime import timedelta

from claims.extraction.dates.rules import Rules, registrar
from claims.extraction.dates.tense import points_ahead
from claims.extraction.dates.timex import TimexType, iso_day
from claims.extraction.dates.values import (
    Anchor,
    as_date,
    iso_week,
    number_of,
    period,
    unit_of,
    unit_shift,
    weekday_value,
)
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
SATURDAY = 5
WRITTEN = {"Y": 4, "M": 7, "W": 10}
"""Characters of a value that names a year, a month, and the day of a week."""
HOURS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
RATE = re.compile(r"\b(?:times?|once|twice|\d[\d.,]*\s\w+|percent|[mb]illion|[a-z]{3,}s)\s$")
"""What happens so often, or is so much, "a year"."""


@rule(r"(?<!USA )today|tonight|yesterday|tomorrow")
def _near_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    word = match[0].lower()
    steps = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    value = unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return ("TIME", f"{value}TNI") if word == "tonight" else ("DATE", value)


@rule(rf"(this|last|yesterday|tomorrow|earlier this|late last|early this){SP}({PART})|overnight")
def _part_of_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    lead = (match[1] or "last").lower()
    if match[2] and match[2][0].isupper() and not match[2].isupper():
        return None
    steps = -1 if lead in ("last", "yesterday", "late last") or not match[1] else 1 if lead == "tomorrow" else 0
    value = unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return "TIME", f"{value}T{PARTS[(match[2] or 'night').lower()]}"


@rule(rf"(?:(?:earlier|later){SP})?(?:the{SP})?(this|last|next|past|previous|coming|current){SP}({UNIT})(?!s)")
def _this_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    which = match[1].lower()
    if match[1][0].isupper() and match[2][0].isupper() and not match[2].isupper():
        return None
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
    rf"(?:(?:more than|less than|over){SP})?(?:({NUMBER}|an?)|({VAGUE})){SP}({UNIT})s?"
    rf"{SP}(ago|earlier|later|from now|hence|before(?!{SP}\w))"
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
    rf"(?:(?:more than|less than|over){SP})?(?:({NUMBER})|({VAGUE}))(?:{SP}|-)"
    rf"(?:more{SP}|straight{SP}|consecutive{SP})?({UNIT})s?(?:-long|-old)?"
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
    rf"(?:the{SP}(?:past|last|next|coming){SP}({UNIT})s?|(?:recent|past|coming){SP}({UNIT})s|({UNIT})s(?={SP}(?:ago|of|later|before|after|that|earlier)\b|-(?:long|old)\b)"
    rf"|(?<=\bfor )({UNIT})s|(?<=\bafter )({UNIT})s)(?:-long|-old)?"
)
def _plural_duration(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(next(group for group in match.groups() if group))
    if unit in ("TS", "TM", "TNI"):
        return None
    single = match[1] and not match[0].lower().endswith("s")
    return "DURATION", period(1 if single else "X", unit)


@rule(rf"an?{SP}(?:full{SP}|whole{SP})?(year|month|week|decade|century|day)(?![-'’])")
def _one_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    kind: TimexType = "SET" if RATE.search(anchor.before) else "DURATION"
    return kind, period(1, unit_of(match[1]))


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
    rf"(?<!\d)(\d\d?)(?:[:.](\d\d))?{SP}?([ap])\.?m\.?(?:{SP}(?-i:[A-Z]{{2,4}})\b)?(?:,?{SP}(?:on{SP})?({WEEKDAY}))?"
    rf"|(\d\d?):(\d\d)(?!\d|:)"
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
    r"recently|lately|once upon a time"
    r"|(?:in )?the past(?! \w* ?(?:year|month|week|day|decade|hour))|long ago"
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "PAST_REF"


@rule(r"(?:the )?(?:near |foreseeable )?future")
def _future(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "FUTURE_REF"


@rule(
    rf"(?:(\d\d?|{HOURS}){SP}(?:o['’]clock{SP})?in{SP}the{SP}(morning|afternoon|evening))"
    rf"|(?<!high )noon|midday|midnight"
)
def _hour_of_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    day = anchor.published.isoformat() if anchor.published else "XXXX-XX-XX"
    if not match[1]:
        return "TIME", f"{day}T{'24:00' if match[0].lower() == 'midnight' else '12:00'}"
    hour = number_of(match[1])
    if hour is None or not 0 < hour <= 12:
        return None
    return "TIME", f"{day}T{hour % 12 + (0 if match[2].lower() == 'morning' else 12):02d}:00"


@rule(
    rf"(?:({NUMBER})(?:{SP}(1/2)|{SP}and{SP}a{SP}half)|({NUMBER})\.5|(half){SP}an?|(?:a|one){SP}and{SP}a{SP}half){SP}({UNIT})s?"
)
def _halves(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    said = match[1] or match[3]
    number = 0 if match[4] else number_of(said) if said else 1
    unit = unit_of(match[5])
    if number is None:
        return None
    if unit == "TH":
        return "DURATION", f"PT{number}H30M" if number else "PT30M"
    return "DURATION", period(f"{number}.5", unit)


@rule(rf"the{SP}weekend")
def _weekend(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    """The one before, except on its own two days and where the verbs point ahead."""
    if anchor.published is None:
        return "DATE", "XXXX-WXX-WE"
    ahead = anchor.published.weekday() >= SATURDAY or points_ahead(anchor.before, anchor.after)
    return as_date(unit_shift(anchor, "WE", 0 if ahead else -1))


@rule(rf"(?:later{SP}|earlier{SP})?that{SP}(?:same{SP})?(week|month|year)|the{SP}same{SP}(week|month|year)")
def _narrated_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = unit_of(match[1] or match[2])
    if anchor.last is None or len(anchor.last) < WRITTEN[unit]:
        return None
    day = iso_day(anchor.last)
    if unit == "W":
        return ("DATE", iso_week(day)) if day else None
    return "DATE", anchor.last[: WRITTEN[unit]]


@rule(rf"the{SP}(next|following|previous){SP}({PART})|that{SP}(?:same{SP})?({PART})")
def _narrated_part(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    part = PARTS[(match[2] or match[3]).lower()]
    if anchor.reached is None:
        return "TIME", f"XXXX-XX-XXT{part}"
    steps = {"next": 1, "following": 1, "previous": -1}.get((match[1] or "").lower(), 0)
    day = unit_shift(anchor, "D", steps, anchor.reached)
    return ("TIME", f"{day}T{part}") if day else None


@rule(rf"the{SP}day{SP}(before|after){SP}(yesterday|tomorrow|last{SP}{WEEKDAY}|{WEEKDAY})")
def _day_beside(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    if anchor.published is None:
        return "DATE", "XXXX-XX-XX"
    word = match[2].lower().split()[-1]
    if word in WEEKDAYS:
        base = iso_day(weekday_value(anchor, WEEKDAYS[word], "last" if " " in match[2] else ""))
    else:
        base = anchor.published + timedelta(1 if word == "tomorrow" else -1)
    return as_date(unit_shift(anchor, "D", -1 if match[1].lower() == "before" else 1, base))
