"""Which stories a claim belongs to, and with which of their events: evidence in, verdicts with reasons out. Pure.

The weights of stories were chosen by hand on the demo's articles; those of events stand in `claims.linking.scoring`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.linking import weigh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Event, Story
    from claims.services.evidence import Evidence

__all__ = ["Verdict", "judge"]

LINKED = 0.5
"""Score from which on a claim belongs to a story, or to an event."""
ABOUT = 0.2
"""Share of an article's paragraphs with a story's words from which on the article is about the story."""
SAYS, BESIDE, ACTOR, ARTICLE, ELSEWHERE, DATE = 0.4, 0.1, 0.3, 0.5, -0.4, 0.1
"""What speaks for a story."""
REPORTS = 0.7
"""How strongly an article's opening must name an event to be its report."""
NAMED = 0.7
"""Score of an event from which on the claim belongs to its story, whatever else its article is about."""


@dataclass
class Verdict:
    story: Story
    score: float
    reason: str
    events: list[tuple[Event, float, str]] = field(default_factory=list)


def judge(evidence: Sequence[Evidence]) -> list[Verdict]:
    """The stories that one claim belongs to, each with the claim's events, given all that speaks for any story."""
    weighed = {one.event: one for one in weigh([seen for one in evidence for seen in one.seen])}
    verdicts = []
    for one in evidence:
        rivals = [other for other in evidence if other is not one]
        score, why = _story(one, rivals)
        events = [(event, weighed[event.pk].score, weighed[event.pk].reason) for event in one.events(weighed)]
        named = [found for found in events if found[1] >= NAMED and one.names(found[0])]
        if score >= LINKED or named:
            verdicts.append(Verdict(one.story, score, "; ".join(why), events if score >= LINKED else named))
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
    if (said.share >= ABOUT or _reports(one)) and said.share >= max(
        (rival.said.share for rival in rivals), default=0.0
    ):
        score += ARTICLE
        words = f", with {_quoted(said.lede)} in its opening" if said.lede else ""
        why.append(f"the article is about the story{words}")
    if _belongs_elsewhere(one, rivals):
        score += ELSEWHERE
    dated = next((seen for seen in one.seen if seen.exact), None)
    if dated:
        score += DATE
        why.append(f"its date, {dated.date}, falls on one of its events")
    return _round(score), why


def _reports(one: Evidence) -> bool:
    """The article opens with the story's words and with an event of its days."""
    return bool(one.said.lede) and any(seen.report.strength >= REPORTS for seen in one.seen)


def _belongs_elsewhere(one: Evidence, rivals: list[Evidence]) -> bool:
    """Another story has the words, or the speaker, that this one lacks."""
    if one.said.content:
        return False
    return any(rival.said.content or (rival.said.present and rival.actors and not one.actors) for rival in rivals)


def _quoted(words: list[str]) -> str:
    return " and ".join(f"“{word}”" for word in words[:3])


def _round(score: float) -> float:
    return round(min(max(score, 0.0), 1.0), 2)
