"""Links to a claim's words in the live article: text fragments (`#:~:text=prefix-,start,end,-suffix`). Pure.

A browser marks the first place that fits. So a claim's words get as many neighbours as it takes until the first place
in our text is theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Protocol
from urllib.parse import quote

from claims.citing import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["live_link", "live_links"]

WHOLE = 8
"""Pieces of more words are named by their first and last ones, and so is what spans paragraphs."""
ENDS = (5, 10, 20)
NEIGHBOURS = (0, 3, 6)
PIECES = 5
_WORD = re.compile(r"\w[^\s“”\"‘«»]*(?<=\w)|\w")


class Said(Protocol):
    pk: int
    content: list[list[int]]


def live_link(url: str, text: str, claim: Said) -> str:
    """The article's address with the claim's words; empty where it is no web address."""
    return live_links(url, text, [claim])[claim.pk]


def live_links(url: str, text: str, claims: Iterable[Said]) -> dict[int, str]:
    """The same for many claims of one article, by their keys."""
    address = web_address(url).partition(":~:")[0]
    page = _Page(text)
    return {claim.pk: address and _with_fragment(address, page, claim.content) for claim in claims}


def _with_fragment(address: str, page: _Page, content: list[list[int]]) -> str:
    pieces = [page.directive(start, end) for start, end in content[:PIECES]]
    directives = "&".join(f"text={piece}" for piece in pieces if piece)
    return f"{address}{'' if '#' in address else '#'}:~:{directives}" if directives else address


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the parts of a directive stand in the text; empty spans for what it does without."""

    prefix: tuple[int, int]
    start: tuple[int, int]
    end: tuple[int, int]
    suffix: tuple[int, int]


class _Page:
    """A text as a browser searches it: whole words, whatever their case."""

    def __init__(self, text: str) -> None:
        lowered = text.lower()
        self.text = text
        self.folded = lowered if len(lowered) == len(text) else text

    def directive(self, start: int, end: int) -> str:
        """For one piece; empty where it has no words."""
        words = [match.span() for match in _WORD.finditer(self.text, start, end)]
        if not words:
            return ""
        target = None
        for target in self._targets(words):
            if self._first(target):
                break
        assert target  # noqa: S101 - there is at least one
        return self._written(target)

    def _targets(self, words: list[tuple[int, int]]) -> Iterator[_Target]:
        """The shortest first."""
        first, last = words[0][0], words[-1][1]
        nothing = (first, first)
        whole = len(words) <= WHOLE and "\n" not in self.text[first:last]
        if whole:
            choices = sorted(product(NEIGHBOURS, NEIGHBOURS), key=sum)
            for before, after in choices:
                yield _Target(self._before(first, before), (first, last), nothing, self._after(last, after))
            return
        for number, before in product(ENDS, NEIGHBOURS):
            opening, closing = self._in_line(words[:number]), self._in_line(words[-number:][::-1])
            if closing[0] < opening[1]:  # they would overlap: half of the words each
                half = max(1, len(words) // 2)
                opening, closing = self._in_line(words[:half]), self._in_line(words[half:][::-1])
            yield _Target(self._before(first, before), opening, closing, (last, last))

    def _in_line(self, words: list[tuple[int, int]]) -> tuple[int, int]:
        """From the first of these words as far as they stand in one paragraph; backwards where they come backwards."""
        low, high = words[0]
        for start, end in words[1:]:
            if "\n" in self.text[min(low, start) : max(high, end)]:
                break
            low, high = min(low, start), max(high, end)
        return low, high

    def _before(self, place: int, number: int) -> tuple[int, int]:
        line = self.text.rfind("\n", 0, place) + 1
        words = [m.span() for m in _WORD.finditer(self.text, max(line, place - 200), place)][-number:] if number else []
        return (words[0][0], place) if words else (place, place)

    def _after(self, place: int, number: int) -> tuple[int, int]:
        line = self.text.find("\n", place)
        end = min(place + 200, line if line >= 0 else len(self.text))
        words = [m.span() for m in _WORD.finditer(self.text, place, end)][:number]
        return (place, words[-1][1]) if words else (place, place)

    def _first(self, target: _Target) -> bool:
        """Is what the target names there, and nowhere before?"""
        begins = target.prefix[0] if target.prefix[0] < target.prefix[1] else target.start[0]
        ends = target.suffix[1] if target.suffix[0] < target.suffix[1] else target.start[1]
        if self._find(begins, ends, 0) != begins:
            return False
        return target.end[0] >= target.end[1] or self._find(*target.end, target.start[1]) == target.end[0]

    def _find(self, start: int, end: int, since: int) -> int:
        """Where the text between `start` and `end` stands first as whole words."""
        wanted = self.folded[start:end]
        while True:
            since = self.folded.find(wanted, since, end)
            if since in (-1, start) or not (self._inside(since) or self._inside(since + len(wanted))):
                return since
            since += 1

    def _inside(self, place: int) -> bool:
        """Of a word."""
        return 0 < place < len(self.text) and self.text[place - 1].isalnum() and self.text[place].isalnum()

    def _written(self, target: _Target) -> str:
        prefix, start, end, suffix = (
            quote(" ".join(self.text[left:right].split()), safe="").replace("-", "%2D")
            for left, right in (target.prefix, target.start, target.end, target.suffix)
        )
        parts = [prefix and f"{prefix}-", start, end, suffix and f"-{suffix}"]
        return ",".join(part for part in parts if part)
