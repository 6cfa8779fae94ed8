"""A claim before and after a reading, side by side in its text, with what differs marked. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.segments import PARTS, Mark, segments
from claims.written_dates import write_edtf

if TYPE_CHECKING:
    from claims.segments import Segment

__all__ = ["NAMES", "Comparison", "Fact", "Side", "compare"]

NAMES = {
    "added": "added",
    "withdrawn": "withdrawn",
    "speaker": "other speaker",
    "span": "other words",
    "date": "other date",
    "kind": "other kind",
    "other": "other details",
}
AROUND, SHOWN = 80, 700
"""Characters beside the claim, and of all."""


@dataclass(frozen=True, slots=True)
class Fact:
    words: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Side:
    speaker: Fact
    segments: list[Segment]
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Comparison:
    claim: int | None
    kinds: list[str]
    """In words."""
    before: Side | None
    after: Side | None
    opens: bool
    """The excerpt does not begin with the text."""
    closes: bool


def compare(text: str, entry: dict[str, Any]) -> Comparison:
    """One entry of a `Difference.sample` over its text."""
    before, after = entry["before"], entry["after"]
    start, end = _window(text, [side for side in (before, after) if side])
    return Comparison(
        entry["claim"],
        [NAMES[kind] for kind in entry["kinds"]],
        before and _side(text, before, after, start, end),
        after and _side(text, after, before, start, end),
        start > 0,
        end < len(text),
    )


def _window(text: str, sides: list[dict[str, Any]]) -> tuple[int, int]:
    spans = [span for side in sides for part in PARTS for span in side[part]]
    first, last = min(s for s, _ in spans), max(e for _, e in spans)
    start, end = max(0, first - AROUND), min(len(text), last + AROUND, first + SHOWN)
    if start:
        start = next((n for n in range(start, first) if text[n].isspace()), start - 1) + 1
    while first < end < len(text) and not text[end].isspace():
        end -= 1
    return min(start, first), end if end > first else min(len(text), first + SHOWN)


def _side(text: str, side: dict[str, Any], other: dict[str, Any] | None, start: int, end: int) -> Side:
    marks = [Mark(s, e, 0, part) for part in PARTS for s, e in side[part]]
    facts = [
        Fact(words, other is not None and side[name] != other[name])
        for name, words in (
            ("kind", side["kind"]),
            ("cue_class", side["cue_class"]),
            ("said_on", f"on {write_edtf(side['said_on'])}" if side["said_on"] else "no day told"),
            ("dates", f"about {', '.join(map(write_edtf, side['dates']))}" if side["dates"] else "about no date"),
        )
        if words and (side[name] or (other and other[name]))
    ]
    speaker = Fact(side["speaker"] or "speaker unknown", other is not None and side["speaker"] != other["speaker"])
    return Side(speaker, segments(text, marks, start, end), facts)
