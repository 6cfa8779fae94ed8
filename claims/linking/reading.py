"""One article read against events: where each is named, and which one is spoken of when a claim begins."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.linking.stems import stems
from claims.linking.terms import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.linking.stems import Stem
    from claims.linking.terms import EventWords

__all__ = ["Hit", "Named", "Reading", "strength"]

type Span = tuple[int, int]

FADES = 0.6
"""Of an event's hold on the reader is left one paragraph after it was named."""
REFERENCE = 0.5
"""How surely “the raid” speaks of the raid that was spoken of last."""
NEAR = 600
"""Characters before a claim, in its own paragraph, in which an event was named “just now”."""
LEDE = 2
"""Paragraphs that, with the title, say what an article reports."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]?\s")
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her", "any"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A word of an event, where it stands."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Named:
    """How strongly an event is named in a place, 0..1, and by which words of the text."""

    strength: float = 0.0
    words: tuple[str, ...] = ()


def strength(weights: Iterable[float]) -> float:
    """Several signs together, each right with its probability, independent of each other."""
    left = 1.0
    for weight in weights:
        left *= 1 - weight
    return 1 - left


class Reading:
    """Linear in the text's length for a given number of events."""

    def __init__(self, title: str, text: str, events: Sequence[EventWords]) -> None:
        self.text = text
        self.words = {event.key: event for event in events}
        self.paragraphs: list[Span] = [match.span() for match in _PARAGRAPH.finditer(text)]
        self._starts = [start for start, _ in self.paragraphs]
        self._sentences = sorted({*self._starts, *(match.end() for match in _SENTENCE_END.finditer(text))})
        self._by_first: dict[str, list[tuple[tuple[str, ...], int, float]]] = defaultdict(list)
        for event in events:
            for phrase, weight in event.phrases.items():
                self._by_first[phrase[0]].append((phrase, event.key, weight))
        self._of_kind: dict[str, list[int]] = defaultdict(list)
        for event in events:
            for kind in event.kinds:
                self._of_kind[kind].append(event.key)
        titled = self._hits(title, stems(title))
        vocabulary = {word.text for word in stems(title)}
        self._title = {key: _named(title, hits) for key, hits in titled.items()}
        self.hits: list[dict[int, list[Hit]]] = []
        """Of each paragraph, by event."""
        self._named: list[dict[int, float]] = []
        self.focus: list[dict[int, float]] = []
        """Before each paragraph: how much each event is on the reader's mind, 0..1."""
        held = {key: named.strength for key, named in self._title.items()}
        for start, end in self.paragraphs:
            self.focus.append(held)
            words = stems(text, start, end)
            vocabulary.update(word.text for word in words)
            hits = self._hits(text, words)
            self._refer(words, hits, held)
            self.hits.append(hits)
            now = {key: _named(text, found).strength for key, found in hits.items()}
            self._named.append(now)
            faded = {key: value * FADES for key, value in held.items() if value * FADES > 0.02}
            held = {key: max(now.get(key, 0.0), faded.get(key, 0.0)) for key in now.keys() | faded.keys()}
        self.vocabulary = frozenset(vocabulary)
        """Stems of the title and the text."""

    def opening(self, event: int) -> Named:
        """In the title and the first paragraphs."""
        places = [self._title.get(event, Named())]
        places += [_named(self.text, hits[event]) for hits in self.hits[:LEDE] if event in hits]
        words = dict.fromkeys(word for place in places for word in place.words)
        return Named(strength(place.strength for place in places), tuple(words))

    def named(self, paragraph: int, event: int) -> float:
        """How strongly the event is named in a paragraph."""
        return self._named[paragraph].get(event, 0.0)

    def within(self, spans: Iterable[Span], event: int) -> Named:
        """In these spans of the text."""
        return _named(self.text, [hit for start, end in spans for hit in self._between(start, end, event)])

    def beside(self, spans: Sequence[Span], inner: Sequence[Span], event: int) -> Named:
        """In the sentences that `spans` stand in, but not in the `inner` ones."""
        around = [self.sentence(start, end) for start, end in spans]
        hits = {hit for start, end in around for hit in self._between(start, end, event)}
        free = [hit for hit in hits if not any(start <= hit.start < end for start, end in inner)]
        return _named(self.text, sorted(free, key=lambda hit: hit.start))

    def before(self, start: int, event: int) -> float:
        """How much the event is on the reader's mind when the paragraph at `start` begins, or was named in it so
        far."""
        number = self.paragraph(start)
        if number < 0:
            return 0.0
        so_far = self._between(max(self.paragraphs[number][0], start - NEAR), start, event)
        return max(self.focus[number].get(event, 0.0), _named(self.text, so_far).strength)

    def paragraph(self, offset: int) -> int:
        """Its number; -1 before the first."""
        return bisect_right(self._starts, offset) - 1

    def sentence(self, start: int, end: int) -> Span:
        """The sentences that a span touches."""
        first = bisect_right(self._sentences, start) - 1
        after = bisect_left(self._sentences, end)
        begins = self._sentences[first] if first >= 0 else 0
        return begins, self._sentences[after] if after < len(self._sentences) else len(self.text)

    def _hits(self, text: str, words: Sequence[Stem]) -> dict[int, list[Hit]]:
        found: dict[int, list[Hit]] = defaultdict(list)
        for number, word in enumerate(words):
            for phrase, event, weight in self._by_first.get(word.text, ()):
                piece = words[number : number + len(phrase)]
                if tuple(one.text for one in piece) != phrase:
                    continue
                found[event].append(Hit(word.start, piece[-1].end, weight))
        return dict(found)

    def _refer(self, words: Sequence[Stem], hits: dict[int, list[Hit]], held: dict[int, float]) -> None:
        """“The raid” is the event of that kind which was spoken of last, here or before."""
        named = sorted((hit.start, event, hit.weight) for event, found in hits.items() for hit in found)
        missed: dict[int, float] = defaultdict(lambda: 1.0)
        place, taken_up = 0, False
        for number, word in enumerate(words):
            while place < len(named) and named[place][0] < word.start:
                missed[named[place][1]] *= 1 - named[place][2]
                place += 1
            kinds = kinds_of(word.text)
            if not kinds or not any(one.text in _DEFINITE for one in words[max(0, number - 3) : number]):
                continue
            last, best = 0.1, None
            for event in {event for kind in kinds for event in self._of_kind[kind]}:
                hold = max(held.get(event, 0.0), 1 - missed[event])
                if hold > last:
                    last, best = hold, event
            if best is not None:
                hits.setdefault(best, []).append(Hit(word.start, word.end, REFERENCE * min(1.0, last + 0.3)))
                taken_up = True
        if taken_up:
            for found in hits.values():
                found.sort(key=_place)

    def _between(self, start: int, end: int, event: int) -> list[Hit]:
        first, last = max(0, self.paragraph(start)), self.paragraph(max(start, end - 1))
        return [
            hit
            for number in range(first, min(last + 1, len(self.hits)))
            for hits in [self.hits[number].get(event, [])]
            for hit in hits[bisect_left(hits, start, key=_place) : bisect_left(hits, end, key=_place)]
            if hit.end <= end
        ]


def _place(hit: Hit) -> int:
    return hit.start


def _named(text: str, hits: Sequence[Hit]) -> Named:
    """Each word counts once, and “Ain al-Asad” not again as “Asad”."""
    weights: dict[str, float] = {}
    end, word = -1, ""
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.end > end:
            end, word = hit.end, text[hit.start : hit.end]
        weights[word] = max(weights.get(word, 0.0), hit.weight)
    folded: dict[str, str] = {}
    for word in sorted(weights, key=lambda word: -weights[word]):
        folded.setdefault(word.lower(), word)
    return Named(strength(weights[word] for word in folded.values()), tuple(folded.values()))
