"""Which of a run's candidates are claims that the snapshot has already. Pure: spans in, pairs out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["SAME", "Shape", "Words", "alike", "best_pairs"]

type Spans = list[list[int]]
type Pieces = tuple[tuple[int, int], ...]

SAME = 0.5
"""Word F1 of the contents from which on two attributions are one claim."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Shape:
    """The spans of an attribution."""

    content: Pieces
    source: Pieces = ()
    cue: Pieces = ()

    @classmethod
    def of(cls, content: Spans, source: Spans, cue: Spans) -> Shape:
        return cls(*(tuple(sorted((s, e) for s, e in spans)) for spans in (content, source, cue)))


class Words:
    """The words of a text by their offsets."""

    def __init__(self, text: str) -> None:
        matches = list(_WORD.finditer(text))
        self._starts = [match.start() for match in matches]
        self._ends = [match.end() for match in matches]
        self._within: dict[Pieces, frozenset[int]] = {}

    def within(self, spans: Pieces) -> frozenset[int]:
        """The numbers of the words that the spans touch."""
        if spans not in self._within:
            found: set[int] = set()
            for start, end in spans:
                found.update(range(bisect_left(self._ends, start + 1), bisect_left(self._starts, end)))
            self._within[spans] = frozenset(found)
        return self._within[spans]


def alike(left: Shape, right: Shape, words: Words) -> float:
    """Word F1 of the contents; 0 where both name a source and the two do not meet."""
    if left == right:
        return 1.0
    if left.source and right.source and not words.within(left.source) & words.within(right.source):
        return 0.0
    a, b = words.within(left.content), words.within(right.content)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def best_pairs(candidates: Sequence[Shape], claims: Sequence[Sequence[Shape]], words: Words) -> dict[int, int]:
    """Candidate number -> claim number, best first, each at most once.

    A claim is given with its present shape first, then with every shape that reviews have seen it in.
    """
    scored = []
    near = _neighbours(claims, words)
    for c, candidate in enumerate(candidates):
        for k in near(candidate):
            shapes = claims[k]
            score = max(alike(candidate, shape, words) for shape in shapes)
            if score >= SAME:
                present = shapes[0]
                exact = (candidate == present, candidate.source == present.source, candidate.cue == present.cue)
                scored.append((score, exact, -c, -k))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, c, k in sorted(scored, reverse=True):
        if -c not in pairs and -k not in taken:
            pairs[-c] = -k
            taken.add(-k)
    return pairs


def _neighbours(claims: Sequence[Sequence[Shape]], words: Words) -> Callable[[Shape], set[int]]:
    """The claims that share a word or the very spans with a shape: all that can be alike, without trying all."""
    by_word, by_shape = defaultdict[int, set[int]](set), defaultdict[Shape, set[int]](set)
    for k, shapes in enumerate(claims):
        for shape in shapes:
            by_shape[shape].add(k)
            for word in words.within(shape.content):
                by_word[word].add(k)

    def near(shape: Shape) -> set[int]:
        found = set(by_shape.get(shape, ()))
        for word in words.within(shape.content):
            found |= by_word.get(word, set())
        return found

    return near
