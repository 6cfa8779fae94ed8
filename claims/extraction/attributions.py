"""From what the network read to the attributions of a text."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attribution import Attribution, Places, Span
from claims.extraction.encoder.decode import Linked
from claims.extraction.encoder.decode import Span as WordSpan
from claims.extraction.encoder.network import Reading
from claims.extraction.layout import Paragraph
from claims.extraction.quoted import complete


def find_attributions(paragraphs: Sequence[Paragraph], reading: Reading) -> list[Attribution]:
    """Attributions in the order of their cues; spans are code points."""
    places = Places(paragraphs)
    return complete(paragraphs, [_attribution(places, reading.words, item) for item in reading.attributions])


def _attribution(places: Places, words: list[Span], item: Linked) -> Attribution:
    def offsets(*spans: WordSpan | None) -> list[Span]:
        return [(words[span.first][0], words[span.last][1]) for span in spans if span is not None]

    return places.attribution(offsets(item.source), offsets(item.cue), offsets(*item.content), item)
