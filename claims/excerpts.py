"""A claim in its paragraphs, for the pages that show one claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.segments import Segment, marks_of, paragraphs, segments

if TYPE_CHECKING:
    from claims.models import Claim

__all__ = ["Paragraph", "in_paragraphs"]

MOST = 8
"""Paragraphs from the first that holds the claim."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    """Where it begins in the text, in code points."""
    segments: list[Segment]
    speaks: bool
    """Holds a piece of the claim."""


def in_paragraphs(claim: Claim) -> list[Paragraph]:
    """The paragraphs that hold the claim, with one before and one after."""
    text = claim.snapshot.text
    marks = marks_of([claim])
    found = list(paragraphs(text))
    holds = [any(mark.start < end and mark.end > start for mark in marks) for start, end in found]
    numbers = [number for number, held in enumerate(holds) if held]
    if not numbers:
        return []
    first, last = max(0, numbers[0] - 1), min(len(found), numbers[0] + MOST, numbers[-1] + 2)
    return [
        Paragraph(found[number][0], segments(text, marks, *found[number]), holds[number])
        for number in range(first, last)
    ]
