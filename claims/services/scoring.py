"""The linker's rule: evidence in, a verdict with a score and a reason out. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.models import Event
    from claims.services.evidence import EventEvidence, Evidence

__all__ = ["Verdict", "judge"]

STORY, EVENT = 0.5, 0.5
"""Scores from which on a claim belongs to a story, to an event."""
WORDS, BESIDE, LEDE, ACTOR, SHARE, DATE = 0.5, 0.2, 0.25, 0.3, 0.4, 0.1


@dataclass
class Verdict:
    score: float
    reason: str
    events: list[tuple[Event, float, str]] = field(default_factory=list)


def judge(evidence: Evidence) -> Verdict | None:
    """Does the claim belong to the story, and to which of its events? None where it does not."""
    score, why = 0.0, []
    said = evidence.said
    if said.content:
        score += WORDS
        why.append(f"says {_quoted(said.content)}")
    elif said.beside:
        score += BESIDE
        why.append(f"stands beside {_quoted(said.beside)}")
    if evidence.actors:
        score += ACTOR
        actor = evidence.actors[0]
        why.append(f"{actor} is an actor of the story")
    if said.lede:
        score += LEDE
        why.append(f"the article opens with {_quoted(said.lede)}")
    score += SHARE * evidence.share
    if evidence.date:
        score += DATE
    if score < STORY:
        return None
    events = _events(evidence)
    return Verdict(_round(score), "; ".join(why), events)


def _events(evidence: Evidence) -> list[tuple[Event, float, str]]:
    """The best event, and those as good as it."""
    scored = [(score, why, e.event) for e in evidence.events for score, why in [_event(e)] if score >= EVENT]
    best = max((score for score, _, _ in scored), default=0.0)
    return [(event, _round(score), why) for score, why, event in scored if score == best]


def _event(evidence: EventEvidence) -> tuple[float, str]:
    score, why = 0.0, []
    said = evidence.said
    if said.content:
        score += 0.4 + 0.1 * (len(said.content) - 1)
        why.append(f"says {_quoted(said.content)}")
    elif said.beside:
        score += 0.25
        why.append(f"stands beside {_quoted(said.beside)}")
    if evidence.date:
        score += 0.4 if evidence.exact else 0.2
        why.append(f"its date, {evidence.date}, falls on the event")
    if evidence.same_day:
        score += 0.25
        why.append("it was said on the day of the event")
    if evidence.actors:
        score += 0.1
        why.append(f"{evidence.actors[0]} takes part in it")
    return score, "; ".join(why)


def _quoted(words: list[str]) -> str:
    return " and ".join(f"“{word}”" for word in words[:3])


def _round(score: float) -> float:
    return round(min(score, 1.0), 2)
