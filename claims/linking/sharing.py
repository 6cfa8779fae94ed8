"""Dates that claims of several articles share and that no event covers. Pure; in proportion to the number of dates."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["ARTICLES", "Days", "Shared", "covers", "meet", "shared_dates", "width"]

type Days = tuple[dt.date | None, dt.date | None]
"""First day, and the day after the last; None is open."""
type Basis = Literal["meant", "said"]

ARTICLES = 3
"""Articles, copies counted once, that must share a date."""
LONGEST = 92
"""Days: a vaguer date than a season is no event's."""


@dataclass(slots=True)
class Shared:
    days: Days
    basis: Basis
    claims: list[int] = field(default_factory=list)
    articles: set[int] = field(default_factory=set)


def shared_dates(dates: Iterable[tuple[Days, Basis, int, int]], events: Sequence[Days]) -> list[Shared]:
    """From (days, meant or said, claim, article): what at least three articles share, the earliest first.

    “By September 2025” joins those who mean September 2025 itself, where somebody does. Dates meant come before days on
    which something was said: of two equal ones the former stays.
    """
    found: dict[tuple[Days, Basis], Shared] = {}
    for days, basis, claim, article in dates:
        if width(days) <= LONGEST and days != (None, None):
            one = found.setdefault((days, basis), Shared(days, basis))
            one.articles.add(article)
            if claim not in one.claims[-1:]:
                one.claims.append(claim)
    _join_deadlines(found)
    kept: dict[Days, Shared] = {}
    for (days, _), one in sorted(found.items(), key=lambda item: item[0][1]):
        if len(one.articles) >= ARTICLES and not any(covers(event, days) for event in events):
            kept.setdefault(days, one)
    return sorted(kept.values(), key=lambda one: (one.days[0] or one.days[1] or dt.date.max, width(one.days)))


def _join_deadlines(found: dict[tuple[Days, Basis], Shared]) -> None:
    ends: dict[dt.date, list[Shared]] = defaultdict(list)
    for (days, basis), one in found.items():
        if basis == "meant" and days[0] and days[1] and width(days) > 1:
            ends[days[1]].append(one)
    for key in [key for key in found if key[1] == "meant" and key[0][0] is None]:
        closed = ends.get(key[0][1]) if key[0][1] else None
        if closed:
            into = max(closed, key=lambda one: len(one.articles))
            open_ = found.pop(key)
            into.claims = list(dict.fromkeys([*into.claims, *open_.claims]))
            into.articles |= open_.articles


def covers(event: Days, days: Days) -> bool:
    """The event may be what the date means. A long stretch covers no single date within it."""
    return meet(event, days) and width(event) <= max(LONGEST, width(days))


def meet(left: Days, right: Days) -> bool:
    """Two ranges of days share one. An open one is about its known end: “by September 2025” means September 2025 and
    not all the time before, “from May” means May; two open ones meet where they end, or begin, alike."""
    if None in left and None in right:
        return left == right
    if None in left or None in right:
        limited, open_ = (right, left) if None in left else (left, right)
        known = open_[0] or (open_[1] and open_[1] - dt.timedelta(1))
        return bool(known and limited[0] and limited[1] and limited[0] <= known < limited[1])
    return bool(left[0] and left[1] and right[0] and right[1] and left[0] < right[1] and right[0] < left[1])


def width(days: Days) -> int:
    """In days; a deadline or a beginning is one day."""
    return 1 if days[0] is None or days[1] is None else (days[1] - days[0]).days
