"""A text as paragraphs, sentences and words, with each quotation folded into a single word.

Folding makes the narrator's sentence short and regular whatever was quoted in it: `QUOTE she said. QUOTE`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.extraction.cue_classes import speech_forms
from claims.extraction.lexicon import words
from claims.extraction.quotations import Quotation, quotations

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.
    r"|['’][sS]\b"
    r"|[$€£]?\d+(?:[.,:/]\d+)*%?(?:st|nd|rd|th)?\b"
    r"|[^\W_]+(?:-[^\W_]+|['’](?![sS]\b)[^\W_]+|\.(?=[^\W\d_]\.)|&[^\W_]+)*"
    r"|\.\.\.|--|[^\w\s]|_"
)
LONGEST_SENTENCE = 250
"""Words; a text without full stops is cut, so that no search inside a sentence can take quadratic time."""
OPENING = re.compile(r"\s*[\"“„«‘`]|\s*''")
QUOTED_SENTENCE_END = re.compile(r"[.!?…]\W*$")


@dataclass(slots=True)
class Word:
    start: int
    end: int
    text: str
    lower: str
    quote: Quotation | None = None

    @property
    def title(self) -> bool:
        return self.text[:1].isupper()


@dataclass(slots=True)
class Sentence:
    words: list[Word]

    @property
    def start(self) -> int:
        return self.words[0].start

    @property
    def end(self) -> int:
        return self.words[-1].end


@dataclass(slots=True)
class Paragraph:
    start: int
    end: int
    sentences: list[Sentence] = field(default_factory=list)
    quotations: list[Quotation] = field(default_factory=list)
    """All of them, short ones too; `quotes` has those that are folded."""

    @property
    def quotes(self) -> list[Word]:
        return [word for sentence in self.sentences for word in sentence.words if word.quote]


def layout(text: str) -> list[Paragraph]:
    """Paragraphs with their sentences, in the order of the text."""
    bounds = list(paragraph_bounds(text))
    paragraphs = []
    for number, (start, end) in enumerate(bounds):
        following = text[bounds[number + 1][0] : bounds[number + 1][0] + 3] if number + 1 < len(bounds) else ""
        quotes = quotations(text, start, end, continues=bool(OPENING.match(following)))
        tokens = tokenize(text, start, end, [quote for quote in quotes if folds(text, quote)])
        paragraphs.append(Paragraph(start, end, [Sentence(part) for part in _sentences(tokens)], quotes))
    return paragraphs


def folds(text: str, quote: Quotation) -> bool:
    """Whether a quotation is somebody's words rather than a name or a scare quote in the narrator's sentence."""
    inner = quote.inner(text)
    count = inner.count(" ") + 1
    return count > 4 or (count > 1 and inner[-1:] in ".,!?") or (count > 2 and not inner.istitle())


def tokenize(text: str, start: int, end: int, quotes: list[Quotation]) -> list[Word]:
    """Words of text[start:end]; every quotation given becomes one word."""
    tokens: list[Word] = []
    position = start
    for quote in [*quotes, None]:
        stop = quote.start if quote else end
        found = [_word(text, match.start(), match.end()) for match in WORD.finditer(text, position, stop)]
        tokens.extend(_with_abbreviations(found, text))
        if quote:
            tokens.append(Word(quote.start, quote.end, text[quote.start : quote.end], "", quote))
            position = quote.end
    return tokens


def _word(text: str, start: int, end: int) -> Word:
    shape = text[start:end]
    return Word(start, end, shape, shape.lower().replace("’", "'"))


def _with_abbreviations(tokens: list[Word], text: str) -> list[Word]:
    """The words with "Mr" and single initials joined to their full stop."""
    abbreviations = words("abbreviations")
    kept: list[Word] = []
    for word in tokens:
        last = kept[-1] if kept else None
        if word.text == "." and last is not None and last.end == word.start and last.text[-1] != ".":
            initial = len(last.text) == 1 and last.text.isupper()
            if initial or (last.title and last.lower + "." in abbreviations):
                kept[-1] = _word(text, last.start, word.end)
                continue
        kept.append(word)
    return kept


def paragraph_bounds(text: str) -> list[tuple[int, int]]:
    """Lines, where a line that goes on in lower case is part of the same paragraph."""
    bounds: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\r\n\u2028\u2029]+", text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            continue
        if bounds and text[start].islower() and _one_line_apart(text, bounds[-1][1], start):
            bounds[-1] = (bounds[-1][0], end)
        else:
            bounds.append((start, end))
    return bounds


def _one_line_apart(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n")
    return gap.count("\n") + gap.count("\r") == 1


def _sentences(tokens: list[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    current: list[Word] = []
    for number, word in enumerate(tokens):
        current.append(word)
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if following is None or len(current) >= LONGEST_SENTENCE or _ends_sentence(tokens, number, word, following):
            parts.append(current)
            current = []
    return parts


def _ends_sentence(tokens: list[Word], number: int, word: Word, following: Word) -> bool:
    starts = following.title or following.quote is not None or not following.text[0].isalnum()
    if word.quote:
        if not QUOTED_SENTENCE_END.search(word.text) or (following.quote is None and not following.title):
            return False
        return (
            following.quote is not None
            or word.text.rstrip("\"”’'»")[-1:] not in "!?"
            or not _speaks(tokens, number + 1)
        )
    if word.text in (".", "!", "?", "…", "..."):
        return starts and following.text not in (")", "]", ",", ";", ".", "!", "?", "’", "”")
    if word.text[-1] == "." and len(word.text) > 2:
        sure = len(word.text) > 3 and "." in word.text[:-1]
        return sure and following.title and following.lower in words("sentence_starters")
    return False


def _speaks(tokens: list[Word], start: int) -> bool:
    """Whether the narrator goes on with "Somebody asked." right after a quoted question."""
    known = speech_forms()
    for word in tokens[start : start + 9]:
        if word.quote or word.text in ".!?;:":
            return False
        if word.lower in known:
            return True
    return False
