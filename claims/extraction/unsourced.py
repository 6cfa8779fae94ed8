"""Attributions without a source, or with "I": the attributions around them tell who speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.extraction.attribution import Attribution
from claims.extraction.resolved import NOBODY, Resolved, Spoken

PARTICIPLE = re.compile(r"(?:\w+ly\s+|also\s+|further\s+)?\w+ing\b", re.IGNORECASE)
FINITE = re.compile(
    r"(?:and\s+|also\s+|has\s+|had\s+|later\s+)*(?:said|says|added|adds|\w+ed|told|wrote|warned)\b", re.IGNORECASE
)
PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|seems?|known|alleged(?:ly)?|reported(?:ly)?|presumably|accused|there)\b",
    re.IGNORECASE,
)
CONTINUES = 600
"""Code points between the end of a quotation and the next one of the same speaker."""


def heir(
    text: str,
    attributions: Sequence[Attribution],
    number: int,
    found: Sequence[Resolved | None],
    spoken: Sequence[Spoken],
) -> Resolved | None:
    """Who speaks without a source.

    "…, adding that" belongs to the speaker of the same sentence, a quotation alone to the one before it; None where
    the sentence's speaker is still to come ("Adding that …, Ruiz said").
    """
    item = attributions[number]
    cue = text[item.cue[0][0] : item.cue[-1][1]] if item.cue else ""
    if cue and PASSIVE.search(cue):
        return NOBODY
    at = (item.cue or item.content)[0][0]
    for earlier in range(number - 1, max(-1, number - 6), -1):
        other, resolved = attributions[earlier], found[earlier]
        if other.sentence is not item.sentence or resolved is None:
            continue
        within = item.quoted and any(start <= at < end for start, end in other.content)
        if not within and (PARTICIPLE.match(cue) or FINITE.match(cue)):
            return Resolved(resolved.speaker, "inherited", min(resolved.score, 0.85), resolved.actor)
    if not cue and item.quoted and spoken and number and found[number - 1] is not None:
        last = attributions[number - 1]
        gap = at - max(end for _, end in [*last.content, *last.cue])
        if 0 <= gap < CONTINUES and item.paragraph - last.paragraph <= 1:
            previous = found[number - 1]
            return (
                Resolved(previous.speaker, "inherited", min(previous.score, 0.75), previous.actor)
                if previous
                else NOBODY
            )
    if PARTICIPLE.match(cue) and at <= item.sentence.start + 3:
        return None
    return NOBODY


def own_speaker(text: str, attributions: Sequence[Attribution], found: Sequence[Resolved | None]) -> list[Resolved]:
    """Fills the open ones: "I" and "we" in somebody's words, and a participle before its sentence's speaker."""
    resolved: list[Resolved] = []
    around: list[tuple[int, int, Resolved]] = sorted(
        (
            (start, end, entry)
            for item, entry in zip(attributions, found, strict=True)
            if entry is not None
            for start, end in item.content
        ),
        key=lambda entry: entry[:2],
    )
    for number, (item, entry) in enumerate(zip(attributions, found, strict=True)):
        if entry is not None:
            resolved.append(entry)
        elif item.source:
            resolved.append(_enclosing(item.source[0][0], around) or _author(text, item))
        else:
            resolved.append(_next_of_sentence(attributions, found, number))
    return resolved


def _enclosing(offset: int, around: Sequence[tuple[int, int, Resolved]]) -> Resolved | None:
    """The speaker of the shortest content that the offset stands in."""
    inside = [entry for entry in around if entry[0] <= offset < entry[1]]
    if not inside:
        return None
    _, _, best = min(inside, key=lambda entry: entry[1] - entry[0])
    return Resolved(best.speaker, "inherited", min(best.score, 0.85), best.actor)


def _author(text: str, item: Attribution) -> Resolved:
    word = text[item.source[0][0] : item.source[0][1]].strip()
    return Resolved({"name": None, "kind": "unnamed", "description": word}, "unnamed", 0.5)


def _next_of_sentence(attributions: Sequence[Attribution], found: Sequence[Resolved | None], number: int) -> Resolved:
    for later in range(number + 1, min(len(attributions), number + 4)):
        entry = found[later]
        if attributions[later].sentence is attributions[number].sentence and entry is not None:
            return Resolved(entry.speaker, "inherited", min(entry.score, 0.8), entry.actor)
    return NOBODY
