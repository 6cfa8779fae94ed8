"""An article as the reader shows it: paragraphs cut into pieces, the rail's claims, the legend's speakers. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.colours import NOBODY, colour_of, speaker_colours
from claims.live_links import live_links
from claims.segments import marks_of, paragraphs, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.models import Actor
    from claims.models import Claim
    from claims.segments import Mark, Segment

__all__ = ["NOT_NAMED", "Entry", "Paragraph", "Reading", "read"]

CARD, LINE = 4, 70
"""A card of the rail is about so many lines of text high; a line has about so many characters."""
NOT_NAMED = "_unnamed"
"""Stands for the speakers who are not named, where an actor's slug could stand."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A mark around a segment, with the claim's anchor where the claim begins."""

    claim: int
    part: str
    colour: str
    anchor: bool


@dataclass(slots=True)
class Run:
    """A segment with the pieces around it, outermost first, and the claims whose content ends with it."""

    text: str
    pieces: list[Piece]
    ends: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim of the rail. `live` leads to its words in the live article; empty where there is none."""

    claim: Claim
    number: int
    colour: str
    live: str

    @property
    def by(self) -> str:
        names = ", ".join(speaker.who.name for speaker in self.claim.speakers.all())
        return names or self.claim.unnamed or self.claim.speaker_name or "speaker unknown"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Where it begins and ends in the text, in code points; the runs have all of its characters."""

    start: int
    end: int
    runs: list[Run]


@dataclass(slots=True)
class Voice:
    """A line of the legend; `actor` is None for all who are not named."""

    actor: Actor | None
    colour: str
    count: int = 0

    @property
    def key(self) -> str:
        return self.actor.slug if self.actor else NOT_NAMED


@dataclass(frozen=True, slots=True)
class Reading:
    paragraphs: list[Paragraph]
    rail: list[Entry]
    voices: list[Voice]
    colours: dict[int, str]
    awaiting: int
    crowded: bool
    """The cards of the rail would be higher than the text: they cannot all stand beside their lines."""


def read(text: str, claims: Sequence[Claim], voice: str = "", *, awaiting: bool = False, url: str = "") -> Reading:
    """`claims` of the article at `url`, in the order of the text, fetched for display. With a `voice` (a speaker's
    slug) only that one's are marked, with `awaiting` those that await review; numbers and colours stay the same."""
    colours = speaker_colours(claims)
    live = live_links(url, text, claims)
    entries = [
        Entry(claim, number, colour_of(claim, colours), live[claim.pk]) for number, claim in enumerate(claims, 1)
    ]
    rail = [
        entry
        for entry in entries
        if (not voice or voice in _voices_of(entry.claim)) and (not awaiting or _awaits(entry.claim))
    ]
    return Reading(
        paragraphs=_paragraphs(text, rail),
        rail=rail,
        voices=_legend(entries, colours),
        colours=colours,
        awaiting=sum(_awaits(claim) for claim in claims),
        crowded=len(rail) * CARD > _lines(text),
    )


def _lines(text: str) -> int:
    """About how high the text will be on a wide screen."""
    return sum(1 + (end - start) // LINE for start, end in paragraphs(text))


def _awaits(claim: Claim) -> bool:
    return claim.state == claim.State.PROPOSED


def _voices_of(claim: Claim) -> list[str]:
    return [speaker.who.slug for speaker in claim.speakers.all()] or [NOT_NAMED]


def _legend(entries: Sequence[Entry], colours: dict[int, str]) -> list[Voice]:
    voices: dict[str, Voice] = {}
    for entry in entries:
        for speaker in entry.claim.speakers.all():
            who = speaker.who
            voices.setdefault(who.slug, Voice(who, colours[who.pk]))
        if not entry.claim.speakers.all():
            voices.setdefault(NOT_NAMED, Voice(None, NOBODY))
        for key in _voices_of(entry.claim):
            voices[key].count += 1
    return sorted(voices.values(), key=lambda one: one.actor is None)


def _paragraphs(text: str, rail: Sequence[Entry]) -> list[Paragraph]:
    bounds = list(paragraphs(text))
    by_key = {entry.claim.pk: entry for entry in rail}
    per_paragraph = _spread(marks_of(entry.claim for entry in rail), bounds)
    anchored: set[int] = set()
    last: dict[int, Run] = {}
    result = []
    for number, (start, end) in enumerate(bounds):
        runs = []
        for segment in segments(text, per_paragraph[number], start, end):
            run = Run(segment.text, _pieces(segment, by_key, anchored))
            last |= {mark.claim: run for mark in segment.marks if mark.part == "content"}
            runs.append(run)
        result.append(Paragraph(start, end, runs))
    for claim, run in last.items():
        run.ends.append(by_key[claim])
    return result


def _spread(marks: Sequence[Mark], bounds: Sequence[tuple[int, int]]) -> dict[int, list[Mark]]:
    """The marks of each paragraph: looking through all of them for each would be slow in long texts."""
    starts = [start for start, _ in bounds]
    spread: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        number = max(0, bisect_right(starts, mark.start) - 1)
        while number < len(bounds) and bounds[number][0] < mark.end:
            spread[number].append(mark)
            number += 1
    return spread


def _pieces(segment: Segment, entries: dict[int, Entry], anchored: set[int]) -> list[Piece]:
    pieces = []
    for mark in segment.marks:
        pieces.append(Piece(mark.claim, mark.part, entries[mark.claim].colour, mark.claim not in anchored))
        anchored.add(mark.claim)
    return pieces
