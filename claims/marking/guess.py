"""Source and cue for words that a person marked as said: a proposal from the sentence around them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from claims.extraction.cue_classes import head, speech_forms
from claims.extraction.layout import Sentence, Word, layout
from claims.extraction.lexicon import words
from claims.segments import paragraphs

__all__ = ["guess"]

type Spans = list[list[int]]

FINITE = frozenset({
    "is", "was", "were", "are", "has", "had", "have", "will", "would", "could", "can", "did", "does", "do",
})  # fmt: skip
BETWEEN = FINITE | {
    "be", "been", "also", "not", "never", "didn't", "don't", "hasn't", "wouldn't", "later", "then", "once", "again",
    "previously", "earlier", "all", "even", "just", "often", "further", "himself", "herself", "still", "now", "already",
    "finally", "soon",
}  # fmt: skip
"""What stands between a subject and its verb, beside adverbs in “-ly”."""
RELATIVE = frozenset({"that", "who", "which", "whom", "whose"})
CLAUSES = frozenset({
    "that", "while", "as", "because", "although", "though", "when", "if", "whether", "since", "where", "but",
})  # fmt: skip
ASIDE = CLAUSES | {"who", "which", "after", "by", "before", "during", "and", "so", "to"}
"""With these goes on what is not the name of who speaks."""
DAYS = frozenset({
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight",
    "earlier", "late", "later", "last", "this", "recently",
})  # fmt: skip
PLACING = frozenset({"on", "in", "at", "during", "from", "to", "via", "through"})
STOPS = frozenset('.;:!?()[]—–-"“”…')
OWNING = ("'s", "’s")
NOUN_BEFORE = words("determiners") - {"that", "all", "both", "some", "many", "most", "few", "several", "others"}


@dataclass(frozen=True, slots=True)
class Cue:
    first: int
    last: int
    score: float


def guess(text: str, content: Sequence[Sequence[int]]) -> tuple[Spans, Spans]:
    """Source and cue; empty where the sentence tells none. `content` in the order of the text."""
    for start, end in paragraphs(text):
        if not any(first < end and last > start for first, last in content):
            continue
        here = [(first - start, last - start) for first, last in content]
        sentences = [sentence for part in layout(text[start:end]) for sentence in part.sentences]
        for sentence in _near(sentences, here):
            source, cue = _Reading(sentence.words, here).found()
            if cue:
                return [[start + a, start + b] for a, b in source], [[start + a, start + b] for a, b in cue]
    return [], []


def _near(sentences: list[Sentence], content: Sequence[tuple[int, int]]) -> Iterator[Sentence]:
    """Those that hold the content, and, where it is a whole quotation, the one before."""
    for number, sentence in enumerate(sentences):
        if not any(start < sentence.end and end > sentence.start for start, end in content):
            continue
        yield sentence
        quoted = all(word.quote or not word.text[0].isalnum() for word in sentence.words)
        before = sentences[number - 1] if number else None
        if quoted and before and any(word.quote for word in before.words):
            yield before


class _Reading:
    """One sentence, the words of the content in it set aside."""

    def __init__(self, found: list[Word], content: Sequence[tuple[int, int]]) -> None:
        self.words = found
        self.marked = [any(start < word.end and end > word.start for start, end in content) for word in found]
        self.said = [marked or word.quote is not None for marked, word in zip(self.marked, found, strict=True)]

    def found(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        best: tuple[float, tuple[int, int] | None, tuple[int, int]] | None = None
        for cue in self._cues():
            source, first = self._source(cue)
            score = cue.score + (1.0 if source else 0)
            if best is None or score > best[0]:
                best = score, source, (first, cue.last)
        if best is None:
            return self._before_colon()
        _, source, cue_at = best
        if self._adds(cue_at[0]) and (source is None or self.words[cue_at[0] - 1].text == ","):
            others = (self._source(one)[0] for one in self._cues() if not self._adds(one.first))
            source = next(filter(None, others), source)
        return ([self._span(*source)] if source else []), [self._span(*cue_at)]

    def _span(self, first: int, last: int) -> tuple[int, int]:
        return self.words[first].start, self.words[last].end

    def _cues(self) -> Iterator[Cue]:
        lowers = [word.lower for word in self.words]
        for at, word in enumerate(self.words):
            if self.said[at] or not word.text[0].isalpha() or (at and word.title):
                continue
            ahead = lowers[at : at + 4]
            known = head(ahead)
            if known is None or known[0]:
                continue
            parts = known[1].key.split()
            last = at + len(parts) - 1 if len(parts) > 1 and ahead[1 : len(parts)] == parts[1:] else at
            if any(self.said[at : last + 1]):
                continue
            yield Cue(at, last, self._score(at, last) - (1.5 if known[1].light else 0))

    def _adds(self, at: int) -> bool:
        """“…, adding that”, of the same speaker."""
        return self.words[at].lower.endswith("ing")

    def _score(self, at: int, last: int) -> float:
        word, before = self.words[at].lower, self.words[at - 1].lower if at else ""
        score = 2.0 if word in speech_forms() or word == "according" else 0.0
        score += 0.7 if word.endswith("ed") or word in ("said", "told") else 0.0
        score -= 2.0 if before in NOUN_BEFORE or before in words("prepositions") - {"to"} else 0.0
        introduces = any(self.marked[last + 1 : last + 3])
        if introduces and (before in OWNING or (before == "," and self._adds(at))):
            return 2.5
        score -= 0.5 if before in OWNING or self._adds(at) else 0.0
        gaps = [abs(other - (last if other > last else at)) - 1 for other, marked in enumerate(self.marked) if marked]
        return score - 0.25 * min(gaps, default=8)

    def _source(self, cue: Cue) -> tuple[tuple[int, int] | None, int]:
        """Who speaks, and where the cue begins with its auxiliaries."""
        if self.words[cue.first].lower == "according":
            return self._behind(cue.last + 1, placed=True), cue.first
        if cue.first > 1 and self.words[cue.first - 1].lower in OWNING:
            return self._owner(cue.first - 2), cue.first
        first = self._first(cue.first)
        if first and not self.said[first - 1] and self.words[first - 1].text not in STOPS:
            left = self._ahead(first - 1)
            if left:
                return left, first
        comma = first > 0 and self.words[first - 1].text == ","
        if not first or self.said[first - 1] or (comma and (first < 2 or self.said[first - 2])):
            return self._behind(cue.last + 1), cue.first
        return None, cue.first

    def _first(self, first: int) -> int:
        """With auxiliaries before it: “has also said”, “appeared to say”."""
        while first and not self.said[first - 1]:
            if self._auxiliary(self.words[first - 1]):
                first -= 1
            elif self.words[first - 1].lower == "to" and first > 1 and self._light(first - 2):
                first -= 2
            else:
                break
        return first

    def _light(self, at: int) -> bool:
        known = head([self.words[at].lower])
        return not self.said[at] and (self.words[at].lower == "used" or (known is not None and known[1].light))

    def _owner(self, last: int) -> tuple[int, int] | None:
        """“The ministry's” statement."""
        first = last
        while first and not self.said[first - 1]:
            if not (self.words[first - 1].title or self.words[first - 1].lower in NOUN_BEFORE):
                break
            first -= 1
        return None if self.said[last] else (first, last)

    def _auxiliary(self, word: Word) -> bool:
        return word.lower in BETWEEN or (word.text.endswith("ly") and not word.title and word.text != "family")

    def _ahead(self, last: int) -> tuple[int, int] | None:
        """The subject that ends there, with what stands in commas behind a name."""
        if self.words[last].lower in ("who", "which"):
            last -= 1
            if last >= 0 and self.words[last].text == ",":
                last -= 1
            return self._plain(last) if last >= 0 and not self.said[last] else None
        if self.words[last].text != ",":
            return self._plain(last)
        parts: list[tuple[int, int]] = []
        end = last - 1
        at = end
        while at >= 0:
            stop = self.said[at] or self.words[at].text in STOPS
            if stop or self.words[at].text == ",":
                if at < end:
                    parts.insert(0, (at + 1, end))
                end = at - 1
                if stop:
                    break
            at -= 1
        else:
            if end >= 0:
                parts.insert(0, (0, end))
        parts = [self._clean(*part) for part in parts]
        parts = [part for part in parts if part[0] <= part[1]]
        while parts and self.words[parts[0][0]].lower in words("prepositions"):
            parts.pop(0)
        while len(parts) > 1 and self.words[parts[-1][0]].lower.endswith("ing"):
            parts.pop()
        return (parts[0][0], parts[-1][1]) if parts else None

    def _plain(self, last: int) -> tuple[int, int] | None:
        first = last
        while first > 0 and not self._begins(first):
            first -= 1
        joined = self.words[last].lower in ("and", "but", "or", "to")
        verb = next((at for at in range(first + 1, last + 1) if self._verb(at, joined)), last + 1)
        first, last = self._clean(first, min(last, verb - 1))
        return (first, last) if first <= last else None

    def _verb(self, at: int, joined: bool) -> bool:
        """A verb of which the subject is, rather than one of a clause in it."""
        word, before = self.words[at].lower, self.words[at - 1].lower
        if before in RELATIVE | words("prepositions") | words("determiners"):
            return False
        return word in words("verbs") or word in FINITE or (joined and (word.endswith("ed") or word in speech_forms()))

    def _begins(self, at: int) -> bool:
        """Whether the subject cannot go on before this word."""
        before = self.words[at - 1]
        if self.said[at - 1] or before.text in STOPS or before.text == ",":
            return True
        if before.lower == "that":
            return at < 2 or self.said[at - 2] or head([self.words[at - 2].lower]) is not None
        return before.lower in CLAUSES

    def _clean(self, first: int, last: int) -> tuple[int, int]:
        """Without what links it to the sentence before, and without the day."""
        while first <= last and self.words[first].lower in (words("linking_adverbs") | CLAUSES) - {"in"}:
            first += 1
        while last > first and self.words[last].lower in DAYS:
            last -= 1
        while last > first and self.words[last].lower in PLACING:
            last -= 1
        return first, last

    def _behind(self, first: int, *, placed: bool = False) -> tuple[int, int] | None:
        """Who stands behind the cue: “said Ana Ruiz, the mayor.”"""
        last = first - 1
        for at in range(first, len(self.words)):
            word = self.words[at]
            if self.said[at] or word.text in STOPS or word.lower in ASIDE or (word.lower in DAYS and at > first):
                break
            if word.text == ",":
                following = self.words[at + 1] if at + 1 < len(self.words) else None
                if following is None or self.said[at + 1] or not self._describes(following):
                    break
                placed = True
                continue
            if word.lower in PLACING and not placed:
                break
            last = at
        if last >= first and self.words[last].lower in PLACING:
            last -= 1
        return (first, last) if last >= first else None

    def _describes(self, word: Word) -> bool:
        if word.lower in words("determiners") - {"that", "this"}:
            return True
        plain = word.text[0].islower() and not word.lower.endswith(("ing", "ed"))
        return plain and word.lower not in words("prepositions") | ASIDE | DAYS | words("linking_adverbs")

    def _before_colon(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """“Ruiz: The port is closed.”"""
        for at, word in enumerate(self.words[:7]):
            if self.said[at] or word.text in ".;,":
                break
            if word.text == ":" and at and at + 1 < len(self.words) and self.said[at + 1]:
                return [self._span(0, at - 1)], [self._span(at, at)]
        return [], []
