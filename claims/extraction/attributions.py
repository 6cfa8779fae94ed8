"""From what the network read to the attributions of a text."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.anonymity import asks_no_name
from claims.extraction.attribution import Attribution, Places, Span
from claims.extraction.encoder.decode import Linked
from claims.extraction.encoder.decode import Span as WordSpan
from claims.extraction.encoder.network import Reading
from claims.extraction.layout import Paragraph
from claims.extraction.quoted import complete
from claims.extraction.spans import Bounds


def find_attributions(text: str, paragraphs: Sequence[Paragraph], reading: Reading) -> list[Attribution]:
    """Attributions in the order of their cues; spans are code points."""
    places = Places(paragraphs)
    found = [_attribution(places, reading.words, item) for item in reading.attributions]
    bounds = Bounds(text, paragraphs)
    return complete(text, paragraphs, places, [bounds.mended(item) for item in found if not asks_no_name(text, item)])


def _attribution(places: Places, words: list[Span], item: Linked) -> Attribution:
    def offsets(*spans: WordSpan | None) -> list[Span]:
        return [(words[span.first][0], words[span.last][1]) for span in spans if span is not None]

    return places.attribution(offsets(item.source), offsets(item.cue), offsets(*item.content), item)
