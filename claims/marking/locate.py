"""Words that a person wrote down, found in a text again. Pure; offsets are code points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["line_of", "locate"]

type Spans = Sequence[Sequence[int]]

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff]")
_ALIKE = ('"“”„‟«»', "'’‘‚`")
"""Marks that keyboards and word processors write for one another."""


def line_of(text: str) -> str:
    """A piece as a line: whatever white space it has, line breaks too, counts as one blank."""
    return " ".join(text.split())


def locate(text: str, written: str, role: str, old: Spans, near: Spans) -> tuple[list[list[int]], list[str]]:
    """The spans of the lines of `written`, and a fault for each line that was not found or not found for certain.

    Of several places the one nearest to the `old` pieces of this role counts, without any to what is `near`; a piece
    that was there before stays where it is.
    """
    spans: list[list[int]] = []
    faults = []
    lines = [line for line in (line_of(_CONTROL.sub("", line)) for line in written.splitlines()) if line]
    for number, line in enumerate(lines, 1):
        places = [list(match.span()) for match in _pattern(line).finditer(text)]
        free = [place for place in places if place not in spans]
        named = f"Line {number} of the {role}, “{line[:80]}”,"
        if not free:
            faults.append(f"{named} {'is there once only' if places else 'does not stand in the text'}.")
            continue
        ranked = sorted(free, key=lambda place: _distance(place, old or near))
        if len(ranked) > 1 and _distance(ranked[0], old or near) == _distance(ranked[1], old or near):
            faults.append(f"{named} stands in the text {len(free)} times; write more of its words.")
            continue
        spans.append(ranked[0])
    return sorted(spans), faults


def _pattern(line: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join("".join(map(_character, word)) for word in line.split()))


def _character(character: str) -> str:
    alike = next((marks for marks in _ALIKE if character in marks), None)
    return f"[{alike}]" if alike else re.escape(character)


def _distance(place: Sequence[int], others: Spans) -> tuple[int, int]:
    """How far it is to the nearest of the others; of those that touch one, how far the beginnings are apart."""
    if not others:
        return 0, 0
    return min((max(0, start - place[1], place[0] - end), abs(place[0] - start)) for start, end in others)
