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
SMALL = frozenset({"of", "in", "for", "the", "and", "at", "on", "to", "&", "a", "an"})
"""No name ends with one of these: it goes on with the next name, or has ended before."""


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
        if joined and _one_name(text, words, joined[-1], span):
            joined[-1].last = span.last
        else:
            joined.append(span)
    return [span for span in joined if _ended(text, words, span)]


def _chances(scores: Floats, span: Span) -> Floats:
    """How likely each label is for the words of the span, if it is an entity."""
    inside = scores[span.first : span.last + 1]
    odds = inside[0, 1::2] + inside[1:, 2::2].sum(axis=0)
    chances: Floats = np.exp(odds - odds.max())
    return chances / chances.sum()


def _one_name(text: str, words: Words, before: Span, span: Span) -> bool:
    if before.last + 1 != span.first or before.role not in JOINED:
        return False
    if before.role == "Organization" and span.role in JOINED and _word(text, words, before.last) in SMALL:
        return True
    return before.role == span.role and text[words.spans[before.last][1] : words.spans[span.first][0]] == " "


def _ended(text: str, words: Words, span: Span) -> bool:
    """Without small words at its end; false where nothing is left."""
    while span.last > span.first and _word(text, words, span.last) in SMALL:
        span.last -= 1
    return _word(text, words, span.last) not in SMALL


def _word(text: str, words: Words, at: int) -> str:
    return text[slice(*words.spans[at])].lower()
