"""A text cut where the spans of its claims begin and end, ready to be rendered. Pure; offsets are code points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Mark", "Segment", "marks_of", "paragraphs", "segments"]

type Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")


class Spanned(Protocol):
    pk: int
    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One piece of a claim's source, cue or content."""

    start: int
    end: int
    claim: int
    part: Part


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that the same marks cover, outermost first."""

    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def opens(self) -> tuple[Mark, ...]:
        """The marks that begin here: where an anchor or a label belongs."""
        return tuple(mark for mark in self.marks if mark.start == self.start)


def marks_of(claims: Iterable[Spanned]) -> list[Mark]:
    return [
        Mark(start, end, claim.pk, part) for claim in claims for part in PARTS for start, end in getattr(claim, part)
    ]


def segments(text: str, marks: Sequence[Mark], start: int = 0, end: int | None = None) -> list[Segment]:
    """The text from `start` to `end` in order, without gaps; joined again it is the text itself."""
    end = len(text) if end is None else min(end, len(text))
    if start >= end:
        return []
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = {start, end}
    for mark in inside:
        cuts.update((max(mark.start, start), min(mark.end, end)))
    opening = sorted(inside, key=lambda mark: (mark.start, -mark.end, mark.claim))
    running: list[Mark] = []
    result = []
    for left, right in pairwise(sorted(cuts)):
        running = [mark for mark in running if mark.end > left]
        while opening and opening[0].start <= left:
            running.append(opening.pop(0))
        result.append(Segment(left, right, text[left:right], tuple(running)))
    return result


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Where each line that is not blank begins and ends."""
    return (match.span() for match in _PARAGRAPH.finditer(text))
