"""The rule that puts a claim to events: what was seen goes in, a score in 0..1 and a reason come out. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.linking.reading import Named

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Seen", "Weighed", "signs", "weigh"]

LINKED = 0.35
"""Score from which on a claim is linked to an event."""
NEAR = 0.1
"""Two events whose scores lie this close together both get the claim."""
SURE = 0.5
"""How strongly a content must name an event for meaning just that."""
WEIGHTS = {
    "always": -4.4,
    "said": 3.5,
    "named": 1.8,
    "named and dated": 1.9,
    "beside": 2.1,
    "points back": 1.1,
    "report": 2.9,
    "report of a deed": 2.0,
    "exact date": 1.8,
    "vague date": 1.2,
    "shared date": 5.0,
    "same day": 1.0,
    "actor": 0.5,
    "looks ahead": -0.8,
    "not yet": -0.8,
}
"""Of the signs below: a conditional logit (McFadden 1974) over a claim's events and none of them, fitted to the demo's
180 claims and to two other worlds of the tests, and rounded. With one article after the other held out its F1 is 79."""


@dataclass(slots=True)
class Seen:
    """What speaks for one claim's being about one event."""

    event: int
    said: Named = field(default_factory=Named)
    """In the claim's content."""
    beside: Named = field(default_factory=Named)
    """In its sentences, outside its content."""
    before: float = 0.0
    """How much the event is on the reader's mind when the claim begins, 0..1."""
    report: Named = field(default_factory=Named)
    """In the opening of an article that came out on the event's day or soon after it."""
    deed: bool = False
    """The event is something done, not said."""
    points_back: bool = False
    """The content has a word like “such” or “this”."""
    date: str = ""
    """The date in the content that falls on the event, as said."""
    exact: bool = False
    """That date is no vaguer than the event's."""
    shared: bool = False
    """The event was proposed because claims share a date, and this one has it."""
    same_day: bool = False
    """It was said on a day of the event."""
    actor: str = ""
    """Who speaks, or is spoken for, and takes part in the event."""
    not_yet: bool = False
    """The event lies after the article."""
    looks_ahead: bool = False
    """The content speaks of what will be."""


@dataclass(frozen=True, slots=True)
class Weighed:
    event: int
    score: float
    reason: str


def weigh(seen: Sequence[Seen]) -> list[Weighed]:
    """The events that a claim is about, best first, given every event that it may be about.

    The scores of all events and of “none of them” add up to one, so that an event that fits better takes from the
    others.
    """
    likely = [
        one
        for one in seen
        if one.said.words or one.beside.words or one.before or one.report.words or one.exact or one.shared
    ]
    odds = [math.exp(sum(WEIGHTS[name] * value for name, value in signs(one).items())) for one in likely]
    scores = [round(value / (1 + sum(odds)), 2) for value in odds]
    best = max(scores, default=0.0)
    found = [
        Weighed(one.event, score, _reason(one))
        for one, score in zip(likely, scores, strict=True)
        if score >= max(LINKED, best - NEAR)
    ]
    return sorted(found, key=lambda one: (-one.score, one.event))


def signs(one: Seen) -> dict[str, float]:
    """What the weights count, each in 0..1."""
    return {
        "always": 1.0,
        "said": one.said.strength,
        "named": float(one.said.strength >= SURE),
        "beside": one.beside.strength,
        "points back": one.before * one.points_back,
        "report": one.report.strength,
        "report of a deed": one.report.strength * one.deed,
        "exact date": float(one.exact),
        "vague date": float(bool(one.date) and not one.exact),
        "named and dated": float(one.exact and bool(one.said.words)),
        "shared date": float(one.shared),
        "same day": float(one.same_day),
        "actor": float(bool(one.actor)),
        "looks ahead": float(one.looks_ahead and not one.not_yet),
        "not yet": float(one.not_yet),
    }


def _reason(one: Seen) -> str:
    why = []
    if one.said.words:
        why.append(f"says {_quoted(one.said.words)}")
    if one.date:
        why.append(
            f"its date, {one.date}, {'is one that several claims share' if one.shared else 'falls on the event'}"
        )
    if one.beside.words:
        why.append(f"stands beside {_quoted(one.beside.words)}")
    elif one.before >= 0.3 and not one.said.words:
        why.append("the text before it speaks of the event")
    if one.report.words:
        why.append(f"the article reports it, with {_quoted(one.report.words)} in its opening")
    if one.same_day:
        why.append(f"it was said on {'a day that several claims share' if one.shared else 'the day of the event'}")
    if one.actor:
        why.append(f"{one.actor} takes part in it")
    return "; ".join(why)


def _quoted(words: Sequence[str]) -> str:
    return " and ".join(f"“{word}”" for word in words[:3])
