"""A text as the network reads it: words, their word pieces, and what the uncased pieces do not tell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from claims.extraction.layout import paragraph_bounds
from claims.extraction.quotations import quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    Integers = npt.NDArray[np.int64]

CASES = ("none", "lower", "title", "upper", "mixed", "digit")
QUOTES = ("outside", "first", "inside", "last")
GAPS = ("glued", "space", "line", "blank")
FEATURES = len(CASES) + len(QUOTES) + len(GAPS)
"""Rows of the table that the network adds to its word pieces: three per piece, one of each kind."""
EDGE = (0, len(CASES), len(CASES) + len(QUOTES))
"""Features of the pieces that mark the ends of a window."""
LINE = len(CASES) + len(QUOTES) + GAPS.index("line")
OPENING = tuple("\"“„«‘`'")


@dataclass(slots=True)
class Words:
    """`spans` are code points; `first` is each word's first piece; `features` has three columns and a row per piece."""

    spans: list[tuple[int, int]]
    first: Integers
    pieces: Integers
    features: Integers

    def __len__(self) -> int:
        return len(self.spans)

    @property
    def lines(self) -> Integers:
        """How many lines ended before each word; the first has none before it."""
        ended = self.features[self.first, 2] >= LINE
        ended[:1] = False
        found: Integers = np.cumsum(ended)
        return found


def words_of(text: str, tokenizer: Tokenizer) -> Words:
    """Words are runs of letters and digits, and single marks, as BERT's pre-tokenizer cuts them."""
    encoded = tokenizer.encode(text, add_special_tokens=False)
    numbers = np.array([-1 if number is None else number for number in encoded.word_ids], dtype=np.int64)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    pieces = np.array(encoded.ids, dtype=np.int64)
    if not len(pieces):
        empty = np.zeros(0, dtype=np.int64)
        return Words([], empty, empty, np.zeros((0, 3), dtype=np.int64))
    first = np.flatnonzero(np.diff(numbers, prepend=-2))
    last = np.append(first[1:], len(pieces)) - 1
    spans = list(zip(offsets[first, 0].tolist(), offsets[last, 1].tolist(), strict=True))
    features = np.stack([_cases(text, spans), _quotes(text, spans), _gaps(text, spans)], axis=1)
    return Words(spans, first, pieces, np.repeat(features, last - first + 1, axis=0))


def _cases(text: str, spans: list[tuple[int, int]]) -> Integers:
    return np.array([_case(text[start:end]) for start, end in spans], dtype=np.int64)


def _case(word: str) -> int:
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 2
    if word.istitle():
        return 2
    if word.isdigit():
        return 5
    return 4 if any(character.isalpha() for character in word) else 0


def _quotes(text: str, spans: list[tuple[int, int]]) -> Integers:
    found = np.zeros(len(spans), dtype=np.int64)
    starts = [start for start, _ in spans]
    bounds = paragraph_bounds(text)
    for number, (start, end) in enumerate(bounds):
        following = text[bounds[number + 1][0]] if number + 1 < len(bounds) else ""
        for quote in quotations(text, start, end, continues=following in OPENING and bool(following)):
            first = max(0, bisect_right(starts, quote.start) - 1)
            last = bisect_right(starts, quote.end - 1) - 1
            found[first : last + 1] = 2
            found[first] = 1
            if quote.closed:
                found[last] = 3
    return found + len(CASES)


def _gaps(text: str, spans: list[tuple[int, int]]) -> Integers:
    kinds = [3]
    for (_, end), (start, _) in pairwise(spans):
        gap = text[end:start]
        lines = gap.count("\n") + gap.count("\r") - gap.count("\r\n")
        kinds.append(min(lines + 1, 3) if lines else int(start > end))
    return np.array(kinds, dtype=np.int64) + len(CASES) + len(QUOTES)
