"""An attribution with what its day follows from, and the days that an article names for a speaker."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from claims.extraction.acts import Act
from claims.extraction.attribution import Attribution
from claims.extraction.types import SaidOn

NEWS_DAYS = 10
PARAGRAPHS_ON = 12
"""How many paragraphs further a day of the news still holds that was named for a speaker."""
PARAGRAPHS_AFTER_EARLIER = 1
"""The same for a day long before the news, or for a whole month."""


@dataclass(slots=True)
class Telling:
    """One attribution on its way to a day."""

    item: Attribution
    act: Act
    key: str
    """Who speaks: the name, or the description; empty where neither is known."""
    source: str
    told: str
    """The sentence without what is attributed in it."""
    day: SaidOn | None
    once: bool = False
    """Whether the clause places it at an earlier time, without a day."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day, and the number of the paragraph that names it."""

    paragraph: int
    day: SaidOn
    reach: int
    """Paragraphs further in which the day holds."""
    claimed: bool = True
    """Whether a claim was dated, and not only something that the speaker did."""


def named(paragraph: int, day: SaidOn, published: date | None, *, claimed: bool = True) -> Named:
    return Named(paragraph, day, PARAGRAPHS_ON if is_news(day, published) else PARAGRAPHS_AFTER_EARLIER, claimed)


def is_news(day: SaidOn, published: date | None) -> bool:
    """Whether it is one day, not long before publication."""
    if day["start"] != day["end"]:
        return False
    return published is None or (published - date.fromisoformat(day["start"])).days <= NEWS_DAYS
