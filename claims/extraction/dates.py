"""Date expressions and their TIMEX3 values, in the manner of HeidelTime (Strötgen and Gertz 2010), for English news."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tues tue", "wednesday wed", "thursday thurs thur thu", "friday fri", "saturday sat",
         "sunday sun"))
    for name in names.split()
}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
            "twenty",
        )
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "a": 1, "an": 1,
     "half a dozen": 6, "a dozen": 12, "hundred": 100}  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "DE", "century": "CE", "quarter": "Q",
         "hour": "TH", "minute": "TM", "second": "TS", "weekend": "WE", "night": "TNI"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "fall": "FA", "autumn": "FA", "winter": "WI"}
PARTS = {"morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "midday": "MI", "noon": "MI"}

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|(?:Mon|Tues|Tue|Wed|Thurs|Thu|Fri|Sat|Sun)\.)"
_NUMBER = (
    r"(?:\d{1,4}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half a dozen|a dozen)"
)
_VAGUE = r"(?:several|few|a few|some|many|recent|a couple of|couple of|a number of|dozens of|hundreds of|thousands of)"
_UNIT = r"(?:day|week|month|year|decade|hour|minute|second|weekend|quarter|centurie|century|night)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)"
_PART = r"(?:morning|afternoon|evening|night)"
_SEASON = r"(?:spring|summer|fall|autumn|winter)"
_MOD = r"(?:(?:early|late|mid)[ -]|(?:the )?(?:beginning|start|middle|end) of )"
_SP = r"[ \u00a0]"
FUTURE = re.compile(
    r"\b(?:will|would|shall|scheduled|due|next|coming|upcoming|until|by|plans?|expected|planned)\b", re.IGNORECASE
)
PAST = re.compile(
    r"\b(?:since|was|were|had|did|said|told|began|took|came|went|made|gave|got|left|held|met|fell|rose|grew|saw|found"
    r"|won|lost|paid|sold|sent|became|wrote|spoke|\w{2,}ed)\b",
    re.IGNORECASE,
)
PRESENT = re.compile(
    r"\b(?:is|are|has|have|do|does|can|may|must|let|(?:that|which|who|it|he|she) (?!was\b)\w+s)\b", re.IGNORECASE
)
NEWS_DAYS = 10
NEAR = 4
"""Months ahead up to which a bare month can be meant where no tense tells of the past."""


@dataclass(frozen=True, slots=True)
class Timex:
    """An expression at text[start:end] and its TIMEX3 value; `narrated` days can anchor "the next day"."""

    start: int
    end: int
    type: TimexType
    value: str


@dataclass(slots=True)
class Anchor:
    """What relative expressions count from: the day of publication, and the day that the narrative has reached."""

    published: date | None
    reached: date | None
    before: str = ""
    """The words before the expression in its sentence, for the direction of "Monday" and "in July"."""
    after: str = ""


Rule = Callable[[re.Match[str], Anchor], "tuple[TimexType, str] | None"]
_rules: list[tuple[re.Pattern[str], Rule]] = []


def find_dates(text: str, published: str | None = None, contents: Sequence[tuple[int, int]] = ()) -> list[Timex]:
    """Every date expression of the text, in order, never overlapping; "" values never occur.

    `contents` are what is attributed to somebody: "the next day" counts from the last day of the week's news that the
    narrator names, and only where there is none from the last day anywhere.

    `published` is an ISO day (a longer ISO timestamp is cut); without a valid one, expressions that count from it
    get the values of a vague reference: "XXXX-XX-XX" for a day, "XXXX" for a year.
    """
    anchor = Anchor(iso_day(published), None)
    quoted = sorted(contents)
    told_before = False
    found: list[Timex] = []
    position = 0
    for match, rule in _candidates(text):
        if match.start() < position:
            continue
        anchor.before = _sentence_before(text, match.start())
        anchor.after = text[match.end() : match.end() + 60]
        valued = rule(match, anchor)
        if valued is None:
            continue
        kind, value = valued
        found.append(Timex(match.start(), match.end(), kind, value))
        position = match.end()
        day = iso_day(value) if kind in ("DATE", "TIME") else None
        if day is None or FUTURE.search(anchor.before):
            continue
        at = bisect_right(quoted, (match.start(), len(text))) - 1
        told = (at < 0 or quoted[at][1] <= match.start()) and _is_news(day, anchor)
        if told or not told_before:
            anchor.reached = day
        told_before = told_before or told
    return found


def _is_news(day: date, anchor: Anchor) -> bool:
    """Whether the day is in the days before publication rather than in the story's past."""
    return anchor.published is None or abs((anchor.published - day).days) <= NEWS_DAYS


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
        if re.fullmatch(r"\d{4}", value):
            return date(int(value), 1, 1), date(int(value), 12, 31)
        if re.fullmatch(r"\d{3}", value):
            return date(int(value) * 10, 1, 1), date(int(value) * 10 + 9, 12, 31)
    except ValueError:
        return None
    return None


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1) if year < 9999 else date(year, month, 28)


def _rule(pattern: str, *, cased: bool = False) -> Callable[[Rule], Rule]:
    compiled = re.compile(rf"(?<![\w-])(?:{pattern})(?!\w)", 0 if cased else re.IGNORECASE)

    def register(rule: Rule) -> Rule:
        _rules.append((compiled, rule))
        return rule

    return register


def _candidates(text: str) -> list[tuple[re.Match[str], Rule]]:
    """Matches of all rules, leftmost first, longest first, earlier rules first."""
    matches = [
        (match.start(), -match.end(), order, match, rule)
        for order, (pattern, rule) in enumerate(_rules)
        for match in pattern.finditer(text)
    ]
    matches.sort(key=lambda item: item[:3])
    return [(match, rule) for *_, match, rule in matches]


def _sentence_before(text: str, start: int) -> str:
    window = text[max(0, start - 60) : start]
    return re.split(r"[.;!?]\s|[\n,“”\"»]", window)[-1]


def _number(text: str) -> int | None:
    text = text.lower().strip()
    return int(text) if text.isdigit() else NUMBERS.get(text)


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def _iso(year: int | str, month: int | None = None, day: int | None = None) -> str | None:
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        return None
    return f"{int(year):04d}" + (f"-{month:02d}" if month else "") + (f"-{day:02d}" if day else "")


def _as_date(value: str | None) -> tuple[TimexType, str] | None:
    return ("DATE", value) if value else None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def _shift_months(day: date, months: int) -> tuple[int, int]:
    total = day.year * 12 + day.month - 1 + months
    return total // 12, total % 12 + 1


def _weekday(anchor: Anchor, number: int, direction: str) -> str:
    if anchor.published is None:
        return f"XXXX-WXX-{number + 1}"
    back = (anchor.published.weekday() - number) % 7
    ahead = (number - anchor.published.weekday()) % 7
    if direction == "next":
        return (anchor.published + timedelta(ahead or 7)).isoformat()
    if direction == "last":
        return (anchor.published - timedelta(back or 7)).isoformat()
    if direction == "this" and ahead and FUTURE.search(anchor.before):
        return (anchor.published + timedelta(ahead)).isoformat()
    if FUTURE.search(anchor.before) and ahead:
        return (anchor.published + timedelta(ahead)).isoformat()
    return (anchor.published - timedelta(back)).isoformat()


def _unit_shift(anchor: Anchor, unit: str, steps: int, base: date | None = None) -> str | None:
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
                return _week(base + timedelta(7 * steps))
            case "WE":
                return _week(base + timedelta(7 * steps)) + "-WE"
            case "M":
                year, month = _shift_months(base, steps)
                return _iso(year, month)
            case "Q":
                year, month = _shift_months(base, 3 * steps)
                return f"{year}-Q{(month - 1) // 3 + 1}"
            case "Y":
                return _iso(base.year + steps)
            case "DE":
                return f"{base.year // 10 + steps:03d}"
            case "CE":
                return f"{base.year // 100 + steps:02d}"
    except (ValueError, OverflowError):
        return None
    return None


def _month_value(anchor: Anchor, month: int, direction: str) -> str:
    if anchor.published is None:
        return f"XXXX-{month:02d}"
    year, now = anchor.published.year, anchor.published.month
    if direction == "next" or (not direction and FUTURE.search(anchor.before)):
        ahead = month > now or (month == now and direction != "next")
        return f"{year if ahead else year + 1:04d}-{month:02d}"
    if direction == "last":
        return f"{year if month < now else year - 1:04d}-{month:02d}"
    if month > now and direction != "this" and (month - now > NEAR or _past_tense(anchor)):
        year -= 1
    elif month < now and not direction and 12 + month - now <= NEAR and not _past_tense(anchor):
        year += 1
    return f"{year:04d}-{month:02d}"


def _past_tense(anchor: Anchor) -> bool:
    """Whether the verb next to the expression, or "since", tells of what has been."""
    before = " ".join(anchor.before.split()[-5:])
    if PAST.search(before) or FUTURE.search(anchor.before):
        return PAST.search(before) is not None
    if PRESENT.search(before):
        return False
    clause = re.split(r"[.;,“”\"]", anchor.after.lstrip(","))[0]
    verb = re.search(rf"{PAST.pattern}|{FUTURE.pattern}|{PRESENT.pattern}", clause, re.IGNORECASE)
    return verb is not None and PAST.fullmatch(verb.group()) is not None


def _unit(text: str) -> str:
    text = text.lower()
    text = "century" if text.startswith("centur") else text.removesuffix("s")
    return UNITS[text]


def _period(count: int | str, unit: str) -> str:
    if unit.startswith("T"):
        return f"PT{count}{unit[1:]}" if unit != "TNI" else f"P{count}D"
    if unit == "WE":
        return f"P{count}WE"
    return f"P{count}{unit}"


@_rule(rf"({_YEAR})-(\d\d)-(\d\d)(?:T[\d:]+Z?)?")
def _iso_date(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _as_date(_iso(match[1], int(match[2]) or 13, int(match[3]) or 32) if int(match[2]) <= 12 else None)


@_rule(rf"(\d\d?)[/-](\d\d?)[/-]({_YEAR}|\d\d)")
def _slashes(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    """Month first, as American papers write; day first where that alone makes sense."""
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    year += 0 if year > 99 else (2000 if year < 50 else 1900)
    month, day = (first, second) if first <= 12 else (second, first)
    return _as_date(_iso(year, month, day) if 0 < month <= 12 and day else None)


@_rule(rf"(?:{_WEEKDAY},?{_SP}+)?({_MONTH}){_SP}*({_DAY})(?:st|nd|rd|th)?(?:,?{_SP}+(?:of )?({_YEAR}))?", cased=True)
def _month_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _day_of_month(anchor, _month(match[1]), int(match[2]), match[3])


@_rule(
    rf"(?:{_WEEKDAY},?{_SP}+)?(?:the )?({_DAY})(?:st|nd|rd|th)?{_SP}+(?:of )?({_MONTH})(?:,?{_SP}+({_YEAR}))?",
    cased=True,
)
def _day_month(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _day_of_month(anchor, _month(match[2]), int(match[1]), match[3])


def _day_of_month(anchor: Anchor, month: int, day: int, year: str | None) -> tuple[TimexType, str] | None:
    if year:
        return _as_date(_iso(year, month, day))
    if anchor.published is None:
        return "DATE", f"XXXX-{month:02d}-{day:02d}"
    guess = anchor.published.year
    value = _iso(guess, month, day)
    if value and date.fromisoformat(value) > anchor.published + timedelta(7) and not FUTURE.search(anchor.before):
        value = _iso(guess - 1, month, day)
    return _as_date(value)


@_rule(rf"({_MOD})?(?:the month of )?({_MONTH}),?{_SP}+(?:of )?({_YEAR})", cased=True)
def _month_year(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return _as_date(_iso(match[3], _month(match[2])))


@_rule(
    rf"(?:({_MOD})|(?:the )?(this|last|next|past)(?:{_SP}year's)?{_SP}|(?:the )?(following){_SP})?({_MONTH})",
    cased=True,
)
def _bare_month(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    name = match[4]
    if (
        name in ("May", "March")
        and not (match[1] or match[2])
        and not re.search(
            r"\b(?:in|since|until|by|from|of|between|during|and|through|to|before|after|last|next|this)\s$",
            anchor.before,
            re.IGNORECASE,
        )
    ):
        return None
    direction = (match[2] or "").lower().replace("past", "last")
    return "DATE", _month_value(anchor, _month(name), direction)


@_rule(rf"(?:(this|last|next|past|coming|the following){_SP})?({_WEEKDAY})(?:{_SP}({_PART}))?", cased=True)
def _named_weekday(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    direction = (match[1] or "").lower()
    direction = {"past": "last", "coming": "next", "the following": "next"}.get(direction, direction)
    value = _weekday(anchor, WEEKDAYS[match[2].lower().rstrip(".")], direction)
    return ("TIME", f"{value}T{PARTS[match[3].lower()]}") if match[3] else ("DATE", value)


@_rule(rf"(?:({_MOD})(?:the{_SP})?(?:year{_SP})?)?({_YEAR})(?:-({_YEAR}|\d\d))?(?!\.\d|%|,\d)")
def _bare_year(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    year = int(match[2])
    dated = re.search(
        r"\b(?:in|since|by|until|of|from|to|during|for|before|after|and|between|through|the|early|late)\s$|[(,]\s?$",
        anchor.before + " " if not anchor.before else anchor.before,
        re.IGNORECASE,
    )
    if not match[1] and not dated and not 1900 <= year <= 2035:
        return None
    if not match[1] and not dated and not re.match(r"", anchor.before):
        return None
    return "DATE", f"{year:04d}"


@_rule(r"(?:the )?(?:(?:early|late|mid)[ -])?(?:the )?'?(\d\d|1[5-9]\d\d|20\d\d)'?s")
def _decade(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    year = int(match[1])
    if year % 10 or (year < 100 and not match[0].lower().startswith(("the", "'", "mid", "early", "late"))):
        return None
    return "DATE", f"{(year if year > 99 else 1900 + year) // 10}"


@_rule(rf"(?:({_MOD})?(?:(this|last|next|past)|the)?{_SP}*)?({_SEASON})(?:{_SP}(?:of{_SP})?({_YEAR}))?")
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


@_rule(r"(?<!USA )today|tonight|yesterday|tomorrow")
def _near_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    word = match[0].lower()
    steps = {"yesterday": -1, "tomorrow": 1}.get(word, 0)
    value = _unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return ("TIME", f"{value}TNI") if word == "tonight" else ("DATE", value)


@_rule(rf"(this|last|yesterday|tomorrow|earlier this|late last|early this){_SP}({_PART})|overnight")
def _part_of_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    lead = (match[1] or "last").lower()
    steps = -1 if lead in ("last", "yesterday", "late last") or not match[1] else 1 if lead == "tomorrow" else 0
    value = _unit_shift(anchor, "D", steps) or "XXXX-XX-XX"
    return "TIME", f"{value}T{PARTS[(match[2] or 'night').lower()]}"


@_rule(rf"(?:(?:earlier|later){_SP})?(?:the{_SP})?(this|last|next|past|previous|coming|current){_SP}({_UNIT})(?!s)")
def _this_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    which = match[1].lower()
    unit = _unit(match[2])
    if unit in ("TH", "TM", "TS", "TNI") or (unit == "D" and match[0].lower().startswith("the ")):
        return None
    if which in ("past", "coming") or (which == "last" and match[0].lower().startswith("the")):
        return "DURATION", _period(1, unit)
    steps = {"this": 0, "current": 0, "last": -1, "previous": -1, "next": 1}[which]
    return _as_date(_unit_shift(anchor, unit, steps))


@_rule(rf"({_MOD})(this|last|next|the){_SP}({_UNIT})(?!s)")
def _part_of_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = _unit(match[3])
    if unit.startswith("T"):
        return None
    return _as_date(_unit_shift(anchor, unit, {"last": -1, "next": 1}.get(match[2].lower(), 0)))


@_rule(
    rf"(?:(?:about|around|almost|nearly|more than|less than|over|just|only|roughly){_SP})?"
    rf"(?:({_NUMBER}|an?)|({_VAGUE})){_SP}({_UNIT})s?{_SP}(ago|earlier|later|from now|hence|before(?!{_SP}\w))"
)
def _ago(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = _unit(match[3])
    back = match[4].lower() in ("ago", "earlier", "before")
    if match[2] or unit.startswith("T"):
        return "DATE", "PAST_REF" if back else "FUTURE_REF"
    number = _number(match[1])
    if number is None:
        return None
    base = anchor.published
    if match[4].lower() not in ("ago", "from now", "hence") and unit == "D" and anchor.reached:
        base = anchor.reached
    if unit == "DE":
        unit, number = "Y", 10 * number
    return _as_date(_unit_shift(anchor, unit, -number if back else number, base))


@_rule(
    rf"the{_SP}(next|following|same|previous){_SP}day|(that|that same){_SP}day"
    rf"|the{_SP}day{_SP}(before|after)(?={_SP}*[,.;]|{_SP}[a-z]+ed\b)"
)
def _narrated_day(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    which = (match[1] or match[2] or match[3]).lower()
    if anchor.reached is None:
        return "DATE", "XXXX-XX-XX"
    steps = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(which, 0)
    return _as_date(_unit_shift(anchor, "D", steps, anchor.reached))


@_rule(
    rf"(?:(?:the{_SP})?(?:last|past|next|coming|first|final|previous){_SP})?"
    rf"(?:(?:about|around|almost|nearly|more than|less than|over|at least|up to|roughly){_SP})?"
    rf"(?:({_NUMBER})|({_VAGUE}))(?:{_SP}|-)(?:more{_SP}|straight{_SP}|consecutive{_SP})?({_UNIT})s?(?:-long|-old)?"
)
def _duration(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = _unit(match[3])
    if match[0].lower().endswith("-old") or (unit == "TS" and not match[0].lower().endswith("seconds")):
        return None
    number = _number(match[1]) if match[1] else None
    if unit == "TS" and number is None:
        return None
    return "DURATION", _period(number if number is not None else "X", unit)


@_rule(
    rf"(?:the{_SP}(?:past|last|next|coming){_SP}({_UNIT})s?|(?:recent|past|coming){_SP}({_UNIT})s|({_UNIT})s(?={_SP}(?:ago|of|later|before|after)\b))"
)
def _plural_duration(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    unit = _unit(next(group for group in match.groups() if group))
    if unit in ("TS", "TM", "TNI"):
        return None
    single = match[1] and not match[0].lower().endswith("s")
    return "DURATION", _period(1 if single else "X", unit)


@_rule(
    rf"an?{_SP}(?:full{_SP}|whole{_SP})?(year|month|week|decade|century|day)(?={_SP}(?:of|in|for|after|before|to|since|and)\b|[.,;])"
)
def _one_unit(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    if re.search(r"\b(?:times?|once|twice|\w+)\s$", anchor.before) and not re.search(
        r"\b(?:for|in|within|over|than|about|nearly|almost|after|least|a|lasted?)\s$", anchor.before, re.IGNORECASE
    ):
        return None
    return "DURATION", _period(1, _unit(match[1]))


@_rule(
    rf"(?:every|each){_SP}(?:(other){_SP})?({_UNIT}|{_WEEKDAY}|{_PART})|daily|weekly|monthly|yearly|annually|annual|nightly|hourly"
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
    return "SET", _period(2 if match[1] else 1, _unit(unit))


@_rule(
    rf"(?:at{_SP})?(?<!\d)(\d\d?)(?:[:.](\d\d))?{_SP}?([ap])\.?m\.?(?:{_SP}[A-Z]{{2,4}}\b)?(?:{_SP}(?:on{_SP})?({_WEEKDAY}))?|(\d\d?):(\d\d)(?!\d|:)"
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
        day = _weekday(anchor, WEEKDAYS[match[4].lower()], "")
    else:
        day = anchor.published.isoformat() if anchor.published else "XXXX-XX-XX"
    return "TIME", f"{day}T{hour:02d}:{minute:02d}"


@_rule(rf"(?:the{_SP})?(first|second|third|fourth|1st|2nd|3rd|4th)[ -]quarter(?:{_SP}(?:of{_SP})?({_YEAR}))?")
def _quarter(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    number = ORDINALS.get(match[1].lower()) or int(match[1][0])
    year = match[2] or (f"{anchor.published.year:04d}" if anchor.published else "XXXX")
    return "DATE", f"{year}-Q{number}"


@_rule(r"(?:right )?now|currently|at present|at the moment|nowadays|these days|at this time")
def _present(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "PRESENT_REF"


@_rule(
    r"recently|lately|formerly|previously|once upon a time|in the past"
    r"|the past(?! \w*(?:year|month|week|day|decade|hour))|long ago"
)
def _past(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "PAST_REF"


@_rule(r"(?:the )?(?:near |foreseeable )?future")
def _future(match: re.Match[str], anchor: Anchor) -> tuple[TimexType, str] | None:
    return "DATE", "FUTURE_REF"
