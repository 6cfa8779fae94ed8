"""A claim in its paragraphs, for the pages that show one claim."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.segments import Segment, marks_of, paragraphs, segments

if TYPE_CHECKING:
    from claims.models import Claim

__all__ = ["Paragraph", "in_paragraphs"]

MOST = 9
"""Paragraphs at most."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    start: int
    """Where it begins in the text, in code points."""
    segments: list[Segment]
    speaks: bool
    """Holds a piece of the claim."""
    apart: bool
    """Others stand between it and the one before."""


def in_paragraphs(claim: Claim) -> list[Paragraph]:
    """The paragraphs that hold a piece of the claim, each with the one before and the one after."""
    text = claim.snapshot.text
    marks = marks_of([claim])
    found = list(paragraphs(text))
    holds = [any(mark.start < end and mark.end > start for mark in marks) for start, end in found]
    near = [number for number in range(len(found)) if any(holds[max(0, number - 1) : number + 2])][:MOST]
    return [
        Paragraph(found[number][0], segments(text, marks, *found[number]), holds[number], apart)
        for number, apart in zip(near, [False, *(after - before > 1 for before, after in pairwise(near))], strict=False)
    ]
