"""Every date expression of a text, the longest first where several begin together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from claims.extraction.dates import calendar, holidays, relative
from claims.extraction.dates.rules import Rule
from claims.extraction.dates.tense import points_ahead
from claims.extraction.dates.timex import Timex, iso_day
from claims.extraction.dates.values import Anchor

NEWS_DAYS = 10
SENTENCE_BEFORE = 100
"""Characters before an expression in which its sentence's tense is looked for."""
RULES = [*calendar.RULES, *holidays.RULES, *relative.RULES]
"""Of two expressions in the same place, the earlier rule's is taken."""


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
        if value[:4].isdigit():
            anchor.last = value
        day = iso_day(value) if kind in ("DATE", "TIME") else None
        if day is None or points_ahead(anchor.before, anchor.after):
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


def _candidates(text: str) -> list[tuple[re.Match[str], Rule]]:
    """Matches of all rules, leftmost first, longest first, earlier rules first."""
    matches = [
        (match.start(), -match.end(), order, match, rule)
        for order, (pattern, rule) in enumerate(RULES)
        for match in pattern.finditer(text)
    ]
    matches.sort(key=lambda item: item[:3])
    return [(match, rule) for *_, match, rule in matches]


def _sentence_before(text: str, start: int) -> str:
    window = text[max(0, start - SENTENCE_BEFORE) : start]
    return re.split(r"[.;!?]\s|[\n,“”\"»]", window)[-1]
