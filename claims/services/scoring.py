"""The linker's rule: evidence in, a verdict with a score and a reason out. Pure.

The weights were chosen by hand on the demo's articles (tests/test_demo_world.py measures them there).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Event, Story
    from claims.services.evidence import EventEvidence, Evidence

__all__ = ["Verdict", "judge"]

LINKED = 0.5
"""Score from which on a claim belongs to a story, or to an event."""
ABOUT = 0.2
"""Share of an article's paragraphs with a story's words from which on the article is about the story."""
SAYS, BESIDE, ACTOR, ARTICLE, ELSEWHERE, DATE = 0.4, 0.1, 0.3, 0.5, -0.4, 0.1
"""What speaks for a story."""
E_SAYS, E_MORE, E_BESIDE, E_DATE, E_VAGUE, E_SAME_DAY, E_REPORTED, E_ACTOR = 0.4, 0.2, 0.3, 0.55, 0.1, 0.2, 0.2, 0.1
"""What speaks for an event."""


@dataclass
class Verdict:
    story: Story
    score: float
    reason: str
    events: list[tuple[Event, float, str]] = field(default_factory=list)


def judge(evidence: Sequence[Evidence]) -> list[Verdict]:
    """The stories that one claim belongs to, each with its best event, given all that speaks for any story."""
    verdicts = []
    for one in evidence:
        rivals = [other for other in evidence if other is not one]
        score, why = _story(one, rivals)
        if score >= LINKED:
            verdicts.append(Verdict(one.story, score, "; ".join(why), _events(one)))
    return verdicts


def _story(one: Evidence, rivals: list[Evidence]) -> tuple[float, list[str]]:
    score, why = 0.0, []
    said = one.said
    if said.content:
        score += SAYS
        why.append(f"says {_quoted(said.content)}")
    elif said.beside:
        score += BESIDE
        why.append(f"stands beside {_quoted(said.beside)}")
    if one.actors:
        score += ACTOR
        why.append(f"{one.actors[0]} is an actor of the story")
    if said.share >= ABOUT and said.share >= max((rival.said.share for rival in rivals), default=0.0):
        score += ARTICLE
        words = f", with {_quoted(said.lede)} in its opening" if said.lede else ""
        why.append(f"the article is about the story{words}")
    if _belongs_elsewhere(one, rivals):
        score += ELSEWHERE
    dated = next((e for e in one.events if e.date), None)
    if dated:
        score += DATE
        why.append(f"its date, {dated.date}, falls on “{dated.event}”")
    return _round(score), why


def _belongs_elsewhere(one: Evidence, rivals: list[Evidence]) -> bool:
    """Another story has the words, or the speaker, that this one lacks."""
    if one.said.content:
        return False
    return any(rival.said.content or (rival.actors and not one.actors) for rival in rivals)


def _events(evidence: Evidence) -> list[tuple[Event, float, str]]:
    """The best event, and those as good as it."""
    scored = [(score, why, e.event) for e in evidence.events for score, why in [_event(e)] if score >= LINKED]
    best = max((score for score, _, _ in scored), default=0.0)
    return [(event, score, why) for score, why, event in scored if score == best]


def _event(evidence: EventEvidence) -> tuple[float, str]:
    score, why = 0.0, []
    said = evidence.said
    if said.content:
        score += E_SAYS + E_MORE * (len(said.content) - 1)
        why.append(f"says {_quoted(said.content)}")
    elif said.beside:
        score += E_BESIDE
        why.append(f"stands beside {_quoted(said.beside)}")
    if evidence.date:
        score += E_DATE if evidence.exact else E_VAGUE
        why.append(f"its date, {evidence.date}, falls on the event")
    if evidence.same_day:
        score += E_SAME_DAY
        why.append("it was said on the day of the event")
    if evidence.reported and said.lede:
        score += E_REPORTED
        why.append(f"the article reports it, with {_quoted(said.lede)} in its opening")
    if evidence.actors:
        score += E_ACTOR
        why.append(f"{evidence.actors[0]} takes part in it")
    return _round(score), "; ".join(why)


def _quoted(words: list[str]) -> str:
    return " and ".join(f"“{word}”" for word in words[:3])


def _round(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 2)
