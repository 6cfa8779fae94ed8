"""The record of a text, written out as claims."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING
from unicodedata import category

from claims.extraction.attribution import Attribution, Span
from claims.extraction.confidence import confidence
from claims.extraction.cue_classes import cue_class
from claims.extraction.dates import Timex
from claims.extraction.kinds import Quotes
from claims.extraction.types import Claim, DateSpan, Offsets

if TYPE_CHECKING:
    from claims.extraction.record import Record

SIGNS = ("So", "Sk", "Cf", "Mn")
"""Unicode categories of what no span begins with: emoji and their joiners, loose accents, invisible marks."""
LEAST = 0.4
"""Claims without a quotation that are less likely right than this are left out: two in three of them are wrong."""


def claims_of(text: str, record: Record) -> list[Claim]:
    """Claims in the order of their first words; roles of one claim never overlap."""
    written: list[Claim] = []
    quotes = Quotes(text, record.paragraphs)
    starts = [date.start for date in record.dates]
    for item, speaker, said_on in zip(record.attributions, record.speakers, record.said_on, strict=True):
        spans = disjoint(text, item)
        sure = confidence(item.evidence, item.quoted)
        if not spans["content"] or (sure < LEAST and not item.quoted):
            continue
        written.append(
            {
                "kind": quotes.kind(spans["content"], spans["cue"]),
                "source": _offsets(spans["source"]),
                "cue": _offsets(spans["cue"]),
                "content": _offsets(spans["content"]),
                "speaker": speaker,
                "cue_class": cue_class(text, spans["cue"]),
                "said_on": said_on,
                "dates": [
                    date_span(date)
                    for start, end in spans["content"]
                    for date in record.dates[bisect_left(starts, start) : bisect_left(starts, end)]
                    if date.end <= end
                ],
                "confidence": sure,
            }
        )
    written.sort(key=lambda claim: min(claim["content"] + claim["cue"] + claim["source"]))
    return written


def date_span(date: Timex) -> DateSpan:
    return {"start": date.start, "end": date.end, "type": date.type, "value": date.value}


def disjoint(text: str, item: Attribution) -> dict[str, list[Span]]:
    """The spans of each role, trimmed of space; content gives way to source and cue, and cue to source."""
    source = _clean(text, item.source, [])
    cue = _clean(text, item.cue, source)
    return {"source": source, "cue": cue, "content": _clean(text, item.content, [*source, *cue])}


def _clean(text: str, spans: list[Span], taken: list[Span]) -> list[Span]:
    pieces = sorted(set(spans))
    for start, end in taken:
        cut: list[Span] = []
        for first, last in pieces:
            if last <= start or first >= end:
                cut.append((first, last))
            else:
                cut.extend(piece for piece in ((first, start), (end, last)) if piece[0] < piece[1])
        pieces = cut
    kept: list[Span] = []
    for first, last in pieces:
        while first < last and (text[first].isspace() or category(text[first]) in SIGNS):
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if kept and first < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(last, kept[-1][1]))
        elif any(character.isalnum() or character == ":" for character in text[first:last]):
            kept.append((first, last))
    return kept


def _offsets(spans: list[Span]) -> list[Offsets]:
    return [[start, end] for start, end in spans]
