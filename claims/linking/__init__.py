"""How well a claim fits the events of a story: words, reference phrases, dates, actors. Pure Python, no Django."""

from claims.linking.rarity import rarity
from claims.linking.reading import Reading
from claims.linking.scoring import Seen, Weighed, weigh
from claims.linking.stems import content_stems, content_words, stem
from claims.linking.terms import EventText, EventWords, words_of_events

__all__ = [
    "EventText",
    "EventWords",
    "Reading",
    "Seen",
    "Weighed",
    "content_stems",
    "content_words",
    "rarity",
    "stem",
    "weigh",
    "words_of_events",
]
