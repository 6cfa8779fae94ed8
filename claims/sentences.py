"""A claim in its sentence: the text around its words, short enough for a list. Pure; offsets are code points."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.segments import Mark, marks_of, segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.segments import Part, Spanned

__all__ = ["HIT_ENDS", "HIT_STARTS", "Run", "cut", "window_of"]

HIT_STARTS, HIT_ENDS = "\ue000", "\ue001"
"""Private-use characters: no markup that would have to be told from the text's own."""

PAD = 400
"""Characters on either side among which the sentence is looked for."""
LONGEST = 5_000
"""Of the text that one claim needs; what lies beyond is not shown."""
CONTEXT = 160
CONTENT = 360
TAIL = 90
"""Runs that are longer are shortened: of the content its end stays, which leads back to who speaks."""
ABOUT_HIT = 110
GAP = " … "

_STOP = re.compile(r"""[.!?…]+["”’»)\]]*(?=\s+[^\sa-zà-ÿ])|\s*\n\s*""")
_ABBREVIATED = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|lt|col|maj|capt|sgt|brig|adm|sen|rep|gov|rev|hon|st|no|vs|jan|feb|mar|apr|jun"
    r"|jul|aug|sept?|oct|nov|dec)|\b[^\W\d_])$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are shown alike, hits between HIT_STARTS and HIT_ENDS."""

    text: str
    part: Part | None = None
    """None for what stands around the claim."""


def window_of(claim: Spanned) -> tuple[int, int]:
    """The stretch of the text that `cut` wants: start and length."""
    spans = [*claim.content, *claim.source, *claim.cue]
    start = max(0, min(start for start, _ in spans) - PAD)
    return start, min(max(end for _, end in spans) + PAD - start, LONGEST)


def cut(text: str, offset: int, claim: Spanned, hits: Sequence[tuple[int, int]] = ()) -> tuple[Run, ...]:
    """The sentences that hold the claim. `text` is the stretch at `offset`; spans and `hits` are of the whole text."""
    marks = [_moved(mark, -offset) for mark in marks_of([claim])]
    marks = [mark for mark in marks if mark.start < len(text) and mark.end > 0]
    if not marks:
        return ()
    first, last = max(0, min(mark.start for mark in marks)), min(len(text), max(mark.end for mark in marks))
    start, end = _bounds(text, first, last)
    runs: list[Run] = []
    for segment in segments(text, marks, start, end):
        part = segment.marks[-1].part if segment.marks else None
        if segment.start < first:
            runs.append(Run(_last_words(segment.text, CONTEXT)))
        elif segment.end > last:
            runs.append(Run(_first_words(segment.text, CONTEXT)))
        elif part == "content":
            at = offset + segment.start
            runs.append(Run(_content(segment.text, [(left - at, right - at) for left, right in hits]), part))
        elif part:
            runs.append(Run(segment.text, part))
        else:
            runs.append(Run(_shortened(segment.text, CONTEXT // 2, CONTEXT // 2)))
    return _tidy(runs, cut_before=start == 0 < offset, cut_after=end == len(text) and len(text) >= LONGEST)


def _moved(mark: Mark, by: int) -> Mark:
    return Mark(mark.start + by, mark.end + by, mark.claim, mark.part)


def _bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Where the sentence that holds `first` begins and the one that holds `last` ends."""
    start, end = 0, len(text)
    for stop in _STOP.finditer(text):
        if "\n" not in stop[0] and _ABBREVIATED.search(text, max(0, stop.start() - 6), stop.start()):
            continue
        if stop.end() <= first:
            start = stop.end()
        elif stop.end() >= last:
            end = stop.start() if "\n" in stop[0] else stop.end()
            break
    return start, max(end, last)


def _content(text: str, hits: Sequence[tuple[int, int]]) -> str:
    inside = [(max(0, left), min(len(text), right)) for left, right in sorted(hits) if left < len(text) and right > 0]
    if not inside:
        return _shortened(text, CONTENT, TAIL)
    written, at = "", 0
    for left, right in inside:
        written += _shortened(text[at:left], ABOUT_HIT if at else CONTENT // 2, ABOUT_HIT)
        written += f"{HIT_STARTS}{text[left:right]}{HIT_ENDS}"
        at = right
    return written + _shortened(text[at:], ABOUT_HIT, TAIL)


def _shortened(text: str, head: int, tail: int) -> str:
    """Without its middle where that is worth a mark."""
    if len(text) <= head + tail + 40:
        return text
    return f"{_first_words(text, head, '')}{GAP}{_last_words(text, tail, '')}"


def _first_words(text: str, most: int, mark: str = " …") -> str:
    if len(text) <= most:
        return text
    kept = text[:most]
    return f"{kept[: _last_blank(kept)].rstrip()}{mark}"


def _last_words(text: str, most: int, mark: str = "… ") -> str:
    if len(text) <= most:
        return text
    kept = text[-most:]
    blank = re.search(r"\s", kept)
    return f"{mark}{kept[blank.end() if blank and blank.end() < most - 1 else 0 :]}"


def _last_blank(text: str) -> int:
    blanks = [blank.start() for blank in re.finditer(r"\s", text)]
    return blanks[-1] if blanks else len(text)


def _tidy(runs: list[Run], *, cut_before: bool, cut_after: bool) -> tuple[Run, ...]:
    """Blanks drawn together and taken off the ends; what the window cut off is marked."""
    texts = [re.sub(r"\s+", " ", run.text) for run in runs]
    while texts and not texts[0].strip():
        texts, runs = texts[1:], runs[1:]
    while texts and not texts[-1].strip():
        texts, runs = texts[:-1], runs[:-1]
    if not texts:
        return ()
    texts[0], texts[-1] = texts[0].lstrip(), texts[-1].rstrip()
    kept = [Run(text, run.part) for text, run in zip(texts, runs, strict=True) if text]
    before = [Run("… ")] if cut_before and not texts[0].startswith("…") else []
    after = [Run(" …")] if cut_after and not texts[-1].endswith("…") else []
    return (*before, *kept, *after)
