"""Phrases with alternatives and gaps, found in a row of stems."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claims.linking.stems import stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Phrases", "data", "form"]

GAP = 4
"""Words that may stand between two slots."""


type Slot = tuple[frozenset[str], int]
"""Words, and how many others may stand before one of them."""


@cache
def data() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "opposites.toml").read_text(encoding="utf-8"))


@lru_cache(20_000)
def form(word: str) -> str:
    """The stem, alike for “deny” and “denied”."""
    cut = stem(word)
    return f"{cut[:-1]}y" if cut.endswith("i") and len(cut) > 2 else cut


class Phrases[M]:
    """Phrases as `opposites.toml` writes them, each with what it means; `gap` 0 wants all words side by side."""

    def __init__(self, phrases: Iterable[tuple[str, M]], gap: int = GAP) -> None:
        self._by_first: dict[str, list[tuple[list[Slot], M]]] = defaultdict(list)
        for phrase, meaning in phrases:
            first, *rest = phrase.split()
            following = [(_slot(text.removeprefix("+")), 0 if text.startswith("+") else gap) for text in rest]
            for word in _slot(first):
                self._by_first[word].append((following, meaning))

    def within(self, clause: Sequence[str]) -> Iterator[tuple[int, int, M]]:
        """Where a phrase stands, its first word and the place behind its last: the shortest for each start."""
        for start, word in enumerate(clause):
            if word in self._by_first:
                ends: dict[M, int] = {}
                for rest, meaning in self._by_first[word]:
                    end = _end(clause, start + 1, rest)
                    if end and end < ends.get(meaning, end + 1):
                        ends[meaning] = end
                yield from ((start, end, meaning) for meaning, end in ends.items())

    def anywhere(self, clause: Sequence[str]) -> bool:
        return any(True for _ in self.within(clause))


def _end(clause: Sequence[str], place: int, rest: list[Slot]) -> int:
    for slot, gap in rest:
        following = range(place, min(place + gap + 1, len(clause)))
        place = next((number + 1 for number in following if clause[number] in slot), 0)
        if not place:
            return 0
    return place


def _slot(text: str) -> frozenset[str]:
    words: set[str] = set()
    for word in text.split("/"):
        words.update(map(form, data()["groups"][word[1:]] if word.startswith("@") else [word]))
    return frozenset(words)
