"""One attribution of a text: its spans, and where it stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.encoder.decode import Linked
from claims.extraction.layout import Paragraph, Sentence

Span = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """Spans in order; `sentence` and `paragraph` are those of the cue, or where there is none, of the content."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
    paragraph: int
    sentence: Sentence
    quoted: bool
    """Whether a quotation is in the content."""
    evidence: Linked
    """What the network said of it, for the confidence."""


class Places:
    """Finds the paragraph and the sentence of an offset."""

    def __init__(self, paragraphs: Sequence[Paragraph]) -> None:
        self.sentences = [
            (sentence, number) for number, paragraph in enumerate(paragraphs) for sentence in paragraph.sentences
        ]
        self.starts = [sentence.start for sentence, _ in self.sentences]
        self.quotes = [(word.start, word.end) for paragraph in paragraphs for word in paragraph.quotes]
        self.quote_ends = [end for _, end in self.quotes]

    def attribution(
        self,
        source: list[Span],
        cue: list[Span],
        content: list[Span],
        evidence: Linked | None = None,
        at: int | None = None,
    ) -> Attribution:
        """The attribution of these spans, placed at its cue, else at its content, or at the offset given."""
        if at is None:
            at = (cue or content)[0][0]
        sentence, number = self.sentences[max(0, bisect_right(self.starts, at) - 1)]
        quoted = any(self._quoted(*span) for span in content)
        return Attribution(source, cue, content, number, sentence, quoted, evidence or Linked(None, None, []))

    def _quoted(self, start: int, end: int) -> bool:
        index = bisect_right(self.quote_ends, start)
        return index < len(self.quotes) and self.quotes[index][0] < end
