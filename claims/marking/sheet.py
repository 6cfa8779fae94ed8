"""What the page shows on which the words of a claim are marked. Pure but for the claims that it is given."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.marking.sent import ROLES
from claims.reader import read
from claims.services.refusals import Refused
from claims.services.spans import check, kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.marking.sent import Sent
    from claims.models import Claim
    from claims.reader import Entry, Paragraph
    from claims.services.spans import Marked

__all__ = ["Overlap", "Sheet", "sheet_of"]

AROUND = 2
"""Paragraphs before and behind those of the claim."""
MOST_PARAGRAPHS = 40
NEIGHBOURS = 8
KINDS = {
    "direct": "all of its words stand in quotation marks",
    "indirect": "none of its words stand in quotation marks",
    "mixed": "some of its words stand in quotation marks",
}


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another claim that has some of the same words as what was said; `same` where it has exactly these."""

    entry: Entry
    words: str
    same: bool


@dataclass(frozen=True)
class Sheet:
    paragraphs: list[Paragraph]
    cut: bool
    """Not the whole text."""
    neighbours: list[Entry]
    """The other claims, the nearest first."""
    overlaps: list[Overlap]
    kind: str
    faults: list[str]
    lines: dict[str, str]
    offsets: str
    """JSON, for the script."""


def sheet_of(text: str, claims: Sequence[Claim], sent: Sent, mine: Claim | None = None, *, whole: bool) -> Sheet:
    """`claims` of the text as the reader shows them, `mine` among them, which gets the marks that were `sent`."""
    reading = read(text, claims)
    paragraphs = reading.paragraphs if whole else _around(reading.paragraphs, sent.marked)
    others = [entry for entry in reading.rail if mine is None or entry.claim.pk != mine.pk]
    kind, faults = "", list(sent.faults)
    try:
        kind = kind_of(check(sent.marked, text), text)
    except Refused as refused:
        if not faults and any(getattr(sent.marked, role) for role in ROLES):
            faults.append(str(refused))
    start = min((span[0] for span in sent.marked.content), default=0)
    return Sheet(
        paragraphs=paragraphs,
        cut=len(paragraphs) < len(reading.paragraphs),
        neighbours=sorted(others, key=lambda entry: abs(entry.claim.position - start))[:NEIGHBOURS],
        overlaps=_overlaps(text, others, sent.marked),
        kind=f"{kind}: {KINDS[kind]}" if kind else "",
        faults=faults,
        lines=sent.lines,
        offsets=json.dumps({role: getattr(sent.marked, role) for role in ROLES}),
    )


def _around(paragraphs: list[Paragraph], marked: Marked) -> list[Paragraph]:
    spans = [span for role in ROLES for span in getattr(marked, role)]
    held = [
        number
        for number, paragraph in enumerate(paragraphs)
        if any(start < paragraph.end and end > paragraph.start for start, end in spans)
    ]
    if not held:
        return paragraphs
    first = max(0, held[0] - AROUND)
    return paragraphs[first : min(held[-1] + AROUND + 1, first + MOST_PARAGRAPHS)]


def _overlaps(text: str, others: Sequence[Entry], marked: Marked) -> list[Overlap]:
    overlaps = []
    for entry in others:
        shared = [
            text[max(start, first) : min(end, last)]
            for start, end in entry.claim.content
            for first, last in marked.content
            if max(start, first) < min(end, last)
        ]
        if any(shared):
            overlaps.append(Overlap(entry, " … ".join(shared)[:200], entry.claim.content == marked.content))
    return overlaps
