"""From entity scores per word to spans with labels that agree over the article."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from claims.extraction.encoder.decode import ENTITY_TAGS, LABELS, Span, spans_of, viterbi

if TYPE_CHECKING:
    from claims.extraction.encoder.decode import Floats
    from claims.extraction.encoder.words import Words

JOINED = frozenset({"Person", "Organization", "Location"})
"""Labels of names; two of one label with nothing but a space between are one name."""


def decode_entities(text: str, words: Words, scores: Floats, transitions: Floats, start: Floats) -> list[Span]:
    """Spans in order, never overlapping; a name has one label in the whole text, the likeliest over all its places."""
    found = spans_of(viterbi(scores, transitions, start), ENTITY_TAGS)
    chances = [_chances(scores, span) for span in found]
    names = [text[words.spans[span.first][0] : words.spans[span.last][1]] for span in found]
    votes: defaultdict[str, Floats] = defaultdict(lambda: np.zeros(len(LABELS), dtype=np.float32))
    for name, chance in zip(names, chances, strict=True):
        votes[name] += chance
    joined: list[Span] = []
    for name, span in zip(names, found, strict=True):
        span.role = LABELS[int(votes[name].argmax())]
        before = joined[-1] if joined else None
        if before and span.role in JOINED and _one_name(text, words, before, span):
            before.last = span.last
        else:
            joined.append(span)
    return joined


def _chances(scores: Floats, span: Span) -> Floats:
    """How likely each label is for the words of the span, if it is an entity."""
    inside = scores[span.first : span.last + 1]
    odds = inside[0, 1::2] + inside[1:, 2::2].sum(axis=0)
    chances: Floats = np.exp(odds - odds.max())
    return chances / chances.sum()


def _one_name(text: str, words: Words, before: Span, span: Span) -> bool:
    if before.role != span.role or before.last + 1 != span.first:
        return False
    return text[words.spans[before.last][1] : words.spans[span.first][0]] == " "
