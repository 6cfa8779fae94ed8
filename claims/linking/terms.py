"""The words that point at an event: its keywords and title, weighed by how well they tell it from other events."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from claims.linking.rarity import rarity
from claims.linking.stems import content_stems, content_words, stem, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["EventText", "EventWords", "kinds_of", "words_of_events"]

type Phrase = tuple[str, ...]

KEYWORD, TITLE, ABOUT = 0.85, 0.6, 0.25
"""How surely a rare word speaks of its event, from its keywords, its title, its description."""
LEAST = 0.35
"""Of that is left for the commonest words."""
WORDS = frozenset({"talks", "announcement", "interview", "report", "agreement", "offer"})
"""Kinds of event that consist of words."""
COMMON = 0.4
"""Of that is left for a word that stands in the story's query or is an actor's name."""


@dataclass(frozen=True, slots=True)
class EventText:
    """What an event's page says of it; `common` are words that all events of its story share."""

    key: int
    title: str
    description: str
    keywords: Sequence[str]
    common: str = ""


@dataclass(frozen=True, slots=True)
class EventWords:
    """Phrases of stems with their weights in 0..1, and the kinds of event that it is."""

    key: int
    phrases: dict[Phrase, float]
    kinds: frozenset[str]
    deed: bool
    """Something done or suffered, that people answer; not words, which they go on to discuss the matter of."""


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """Stem -> the kinds of event that it may name."""
    data = tomllib.loads((Path(__file__).parent / "kinds.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for kind, words in data.items():
        for word in words:
            found[stem(word)].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


def kinds_of(word: str) -> frozenset[str]:
    """The kinds of event that a stem may name."""
    return _kinds().get(word, frozenset())


def words_of_events(events: Sequence[EventText]) -> list[EventWords]:
    """A word that several events share tells less: it counts by one over the root of their number."""
    raw = [_phrases(event) for event in events]
    shared = Counter(phrase for phrases in raw for phrase in phrases)
    found = []
    for event, phrases in zip(events, raw, strict=True):
        common = set(content_stems(event.common))
        weighed = {
            phrase: weight * shared[phrase] ** -0.5 * (COMMON if set(phrase) <= common else 1.0)
            for phrase, weight in phrases.items()
        }
        words = [*content_stems(event.title), *(word for key in event.keywords for word in content_stems(key))]
        kinds = frozenset(kind for word in words for kind in kinds_of(word))
        titled = {kind for word in content_stems(event.title) for kind in kinds_of(word)}
        found.append(EventWords(event.key, weighed, kinds, not WORDS & (titled or kinds)))
    return found


def _phrases(event: EventText) -> dict[Phrase, float]:
    phrases: dict[Phrase, float] = {}
    for text, weight in ((event.description, ABOUT), (event.title, TITLE)):
        words = (word for word in content_words(text) if len(word) > 2 and not word.isdigit() and rarity(word) > 0)
        phrases |= {(stem(word),): weight * _telling(word) for word in words}
    for keyword in event.keywords:
        if found := stems(keyword):
            weight = 1.0
            for one in found:
                weight *= 1 - KEYWORD * _telling(keyword[one.start : one.end])
            phrases[tuple(one.text for one in found)] = min(0.95, 1 - weight)
    return phrases


def _telling(word: str) -> float:
    return LEAST + (1 - LEAST) * rarity(word)
