"""Whether a claim quotes, reports, or does both: decided from the quotation marks around the words of its content."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.layout import Paragraph
from claims.extraction.quotations import quotations
from claims.extraction.types import Kind

Span = tuple[int, int]
WORD = re.compile(r"\w+")
STRAY = re.compile(r"[\"“”„‟«»＂]|``|''")
BEFORE_CLOSING = ",.!?…"
"""Marks that may stand between the last word and the closing quotation mark."""


class Quotes:
    """The quotations of a text, outermost first; those inside of one are found when a claim stands in it."""

    def __init__(self, text: str, paragraphs: Iterable[Paragraph]) -> None:
        self.text = text
        found = [quote for paragraph in paragraphs for quote in paragraph.quotations]
        self.outer = [(quote.start, quote.end) for quote in found]
        self.unclosed = frozenset(quote.start for quote in found if not quote.closed)
        self._inner: dict[Span, list[Span]] = {}

    def kind(self, content: Sequence[Span], cue: Sequence[Span] = ()) -> Kind:
        """Direct when all words of the content are quoted, indirect when none is, else mixed.

        A quotation that holds the cue too is another's: what somebody says in it about a third is quoted only where
        it stands in marks of its own. Words that a span cuts, and whether it includes the marks, make no difference.
        """
        around = _around(self.outer, cue[0]) if cue else None
        quoted = unquoted = False
        for span in content:
            within = around is not None and around[0] <= span[0] and span[1] <= around[1]
            quotes = self._within(around) if around is not None and within else self.outer
            for inside, start, end in self._pieces(quotes, span):
                words = any(_whole(self.text, match) for match in WORD.finditer(self.text, start, end))
                if not words:
                    continue
                if inside:
                    quoted = True
                    continue
                marked, whole = (False, False) if within else self._stray(start, end)
                quoted = quoted or marked
                unquoted = unquoted or not whole
        return "mixed" if quoted and unquoted else "direct" if quoted else "indirect"

    def _pieces(self, quotes: Sequence[Span], span: Span) -> Iterator[tuple[bool, int, int]]:
        """The span cut at the quotations' edges: whether a piece is quoted, its start and its end.

        One without a closing mark goes as far as the span does.
        """
        position, end = span
        for at in range(bisect_left(quotes, position + 1, key=lambda quote: quote[1]), len(quotes)):
            first, last = quotes[at]
            if first >= end:
                break
            if position < first:
                yield False, position, first
            last = end if first in self.unclosed else min(last, end)
            yield True, max(position, first), last
            position = last
        if position < end:
            yield False, position, end

    def _within(self, quote: Span) -> list[Span]:
        if quote not in self._inner:
            start, end = quote
            mark = 2 if self.text.startswith(("``", "''"), start) else 1
            found = quotations(self.text, start + mark, end)
            self._inner[quote] = [(item.start, item.end) for item in found]
        return self._inner[quote]

    def _stray(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether words outside of all quotations have a mark that pairs with none, and whether it covers them all."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and (self.text[end - 1].isspace() or self.text[end - 1] in BEFORE_CLOSING):
            end -= 1
        after = end
        while after < len(self.text) and after < end + 3 and self.text[after] in BEFORE_CLOSING:
            after += 1
        edges = (start - 1, start, end - 1, after)
        if any(self._alone(place) for place in edges):
            return True, True
        return STRAY.search(self.text, start, end) is not None, False

    def _alone(self, place: int) -> bool:
        """Whether there is a quotation mark that belongs to no quotation."""
        return (
            place >= 0 and STRAY.match(self.text, place) is not None and _around(self.outer, (place, place + 1)) is None
        )


def _around(quotes: Sequence[Span], span: Span) -> Span | None:
    """The quotation that holds the span."""
    at = bisect_right(quotes, span[0], key=lambda quote: quote[0]) - 1
    return quotes[at] if at >= 0 and span[1] <= quotes[at][1] else None


def _whole(text: str, word: re.Match[str]) -> bool:
    """Whether no letter stands right before or behind: a word that a span cuts tells nothing."""
    before, after = text[word.start() - 1 : word.start()], text[word.end() : word.end() + 1]
    return not before.isalnum() and not after.isalnum()
