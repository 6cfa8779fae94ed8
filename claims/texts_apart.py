"""Where two texts differ, paragraph by paragraph. Pure."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

from claims.segments import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Part", "parts_of"]

type Part = tuple[Literal["same", "here", "there"], list[str]]
"""Whose paragraphs: of both, of this text alone, of the other alone."""

MOST = 3_000
"""Paragraphs that are compared; longer texts are compared as far as that."""


def parts_of(here: str, there: str) -> list[Part]:
    """In the order of this text; blanks at the ends of paragraphs do not count."""
    left, right = _lines(here), _lines(there)
    return list(_parts(left, right))


def _parts(left: list[str], right: list[str]) -> Iterator[Part]:
    for kind, first, last, begins, ends in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", left[first:last]
            continue
        if last > first:
            yield "here", left[first:last]
        if ends > begins:
            yield "there", right[begins:ends]


def _lines(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in paragraphs(text)][:MOST]
