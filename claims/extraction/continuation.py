"""Quotations that no verb claims: the rest of a speaker's words in the next sentence or the next paragraph."""

from __future__ import annotations

from bisect import bisect_right

from claims.extraction.attribution import Attribution
from claims.extraction.layout import Paragraph, Sentence, Word
from claims.extraction.phrases import verbal

SHORTEST = 4
"""Words that an unattributed quotation needs to count as somebody's claim."""


def join_quotations(text: str, paragraphs: list[Paragraph], found: list[Attribution]) -> list[Attribution]:
    """Give every quotation without an attribution to the one that it continues, else one of its own, without a cue."""
    by_paragraph: dict[int, list[Attribution]] = {}
    for item in found:
        by_paragraph.setdefault(item.paragraph, []).append(item)
    starts, ends = _merged([span for item in found for span in item.content])
    new: list[Attribution] = []
    previous: Attribution | None = None
    for number, paragraph in enumerate(paragraphs):
        here: dict[int, list[Attribution]] = {}
        for item in by_paragraph.get(number, []):
            here.setdefault(id(item.sentence), []).append(item)
        last: Attribution | None = None
        for position, sentence in enumerate(paragraph.sentences):
            own = here.get(id(sentence), [])
            for word in sentence.words:
                if word.quote is None:
                    continue
                before = bisect_right(starts, word.start) - 1
                if before >= 0 and word.end <= ends[before]:
                    continue
                target: Attribution | None
                if own and not _mostly_quotation(sentence):
                    target = _beside(own, word)
                else:
                    target = last if last and last.cue and _mostly_quotation(sentence) else None
                    target = target or _opening_next(here, paragraph, position)
                    if target is None and previous is not None and _continues(previous, number, paragraph, position):
                        target = previous
                if target is not None:
                    _append(target, word, sentence)
                elif _stands_alone(text, word, sentence):
                    target = Attribution([], [], [(word.start, word.end)], "say", "uncued", number, sentence, True)
                    new.append(target)
                    last = target
            if own:
                last = max(own, key=lambda item: (item.quoted, item.cue))
                if not last.quoted:
                    last = None if _mostly_quotation(sentence) else last
        previous = last or previous
    everything = [*found, *new]
    everything.sort(key=lambda item: min([*item.cue[:1], *item.content[:1]]))
    return everything


def _merged(spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Starts and ends of the spans' union, in order."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _stands_alone(text: str, word: Word, sentence: Sentence) -> bool:
    """Whether an unattributed quotation is a statement and not a phrase, a title or a slogan in somebody's sentence."""
    inner = word.quote.inner(text) if word.quote else ""
    if inner.count(" ") + 1 < SHORTEST:
        return False
    return _mostly_quotation(sentence) or (inner[0].isupper() and inner[-1] in ".!?," and not inner.istitle())


def _append(target: Attribution, word: Word, sentence: Sentence) -> None:
    target.content = sorted([*target.content, (word.start, word.end)])
    target.quoted = True
    target.trail.append(sentence)


def _mostly_quotation(sentence: Sentence) -> bool:
    """Whether the sentence is a quotation with no narrator's clause around it."""
    others = [word for word in sentence.words if not word.quote and word.text[0].isalnum()]
    return len(others) <= 3 and not any(verbal(word) for word in others)


def _beside(own: list[Attribution], word: Word) -> Attribution:
    return min(own, key=lambda item: min(abs(word.start - end) for _, end in (item.content or item.cue)))


def _opening_next(here: dict[int, list[Attribution]], paragraph: Paragraph, position: int) -> Attribution | None:
    """The attribution of the next sentence, when both sentences open a paragraph with one speaker's quotations."""
    if not _mostly_quotation(paragraph.sentences[position]):
        return None
    for sentence in paragraph.sentences[position + 1 :]:
        own = here.get(id(sentence), [])
        if own:
            return own[0] if own[0].quoted and sentence.words[0].quote else None
        if not _mostly_quotation(sentence):
            return None
    return None


def _continues(previous: Attribution, number: int, paragraph: Paragraph, position: int) -> bool:
    """Whether a quotation that opens a paragraph goes on with the words that ended the paragraph before."""
    return (
        position == 0
        and previous.quoted
        and number - previous.paragraph <= 1 + len(previous.trail)
        and all(_mostly_quotation(sentence) for sentence in paragraph.sentences)
    )
