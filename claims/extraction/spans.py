"""What the layout says beyond the network: where a source, a cue or a reported clause must end."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from claims.extraction.attribution import Attribution, Span
from claims.extraction.layout import Paragraph

NAMING = 60
"""Characters between a quotation and its cue that can name a source which the network took for content."""


class Bounds:
    """The paragraphs and quotations of one text, by offset."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self.text = text
        self.starts = [paragraph.start for paragraph in paragraphs]
        self.quotes = sorted((quote.start, quote.end) for paragraph in paragraphs for quote in paragraph.quotations)

    def mended(self, item: Attribution) -> Attribution:
        """The attribution itself: each span within a paragraph but for quoted content, and a lost source found."""
        middle = (item.cue or item.source or item.content)[0][0]
        item.cue = [self._nearest(span, middle) for span in item.cue]
        item.source = [self._nearest(span, middle) for span in item.source]
        item.content = [
            span if self._quote_at(*span) is not None else self._nearest(span, middle) for span in item.content
        ]
        if item.cue and not item.source:
            self._find_source(item)
        return item

    def _nearest(self, span: Span, middle: int) -> Span:
        """The part of the span in one paragraph: the one of the offset, or the nearest to it."""
        start, end = span
        first, last = bisect_right(self.starts, start), bisect_right(self.starts, end - 1)
        if first == last:
            return span
        if middle >= end:
            start = self.starts[last - 1]
        elif middle <= start:
            end = self.starts[first]
        else:
            place = bisect_right(self.starts, middle)
            start, end = max(start, self.starts[place - 1]), min([end, *self.starts[place : place + 1]])
        kept = self.text[start:end]
        return start + len(kept) - len(kept.lstrip()), start + len(kept.rstrip())

    def _find_source(self, item: Attribution) -> None:
        """“…,” Amman and Baghdad [said]: the words between the quotation and the cue are nobody's words but a name."""
        cue = item.cue[0][0]
        for index, (start, end) in enumerate(item.content):
            quote = self._quote_at(start, end, last=True)
            if quote is None or not quote < end <= cue or self.text[end:cue].strip():
                continue
            name = self.text[quote:end]
            if len(name) <= NAMING and any(character.isupper() for character in name):
                item.source = [(quote + len(name) - len(name.lstrip(" ,")), end)]
                item.content[index] = (start, quote)
                return

    def _quote_at(self, start: int, end: int, last: bool = False) -> int | None:
        """The end of the first, or the last, quotation that begins within."""
        first = bisect_right(self.quotes, (start - 1, len(self.text) + 1))
        stop = bisect_right(self.quotes, (end - 1, len(self.text) + 1))
        if first == stop:
            return None
        return self.quotes[stop - 1][1] if last else self.quotes[first][1]
