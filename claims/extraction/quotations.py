"""Quotation marks to quotations, one paragraph at a time, so that an odd mark costs its paragraph at most."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

MARK = re.compile(r"``|''|[\"“”„‟«»‘’'‹›＂]")
PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‘": "’",
    "``": "''",
    "‹": "›",
    "'": "'",
    '"': '"',
    "''": "''",
    "＂": "＂",
}
SENTENCE_END = re.compile(r"[.!?…][\"”’']?(?=\s)")
NO_SPACE = re.compile(r"\S")
CLAUSE_END = re.compile(r",(?=\s)")
SUBORDINATOR = re.compile(r"\s*(?:while|although|though|whereas|after|before|when|as|since|even)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Offsets include the marks. `closed` is False where the closing mark was missing."""

    start: int
    end: int
    closed: bool
    double: bool

    def inner(self, text: str) -> str:
        return text[self.start : self.end].strip("\"“”„‟«»‘’'‹›`＂ \t")


def quotations(text: str, start: int, end: int, continues: bool = False) -> list[Quotation]:
    """The outermost quotations of text[start:end], one paragraph.

    `continues` says that the next paragraph opens with a quotation mark: one left open here then runs to the end.
    """
    found: list[Quotation] = []
    sentences = [boundary.end() for boundary in SENTENCE_END.finditer(text, start, end)]
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, start, end):
        side = _side(text, mark, start, end, opened)
        if opened is None:
            if side == "open":
                opened = mark
        elif side == "close" and _closes(opened.group(), mark.group()):
            found.append(Quotation(opened.start(), mark.end(), True, _double(opened)))
            opened = None
        elif side == "open" and _double(mark) and mark.group() == opened.group():
            found.append(_unclosed(text, opened, start, mark.start(), False, sentences))
            opened = mark
    if opened is not None and _double(opened):
        found.append(_unclosed(text, opened, start, end, continues, sentences))
    elif opened is not None:
        # A single mark that never closes was an apostrophe: read what follows it without it.
        found.extend(quotations_after(text, opened.end(), end, continues))
    return [quotation for quotation in found if quotation.inner(text)]


def quotations_after(text: str, start: int, end: int, continues: bool) -> list[Quotation]:
    """The double-marked quotations alone, for a rest of a paragraph whose single marks do not pair."""
    found: list[Quotation] = []
    sentences = [boundary.end() for boundary in SENTENCE_END.finditer(text, start, end)]
    opened: re.Match[str] | None = None
    for mark in MARK.finditer(text, start, end):
        if not _double(mark):
            continue
        side = _side(text, mark, start, end, opened)
        if opened is None and side == "open":
            opened = mark
        elif opened is not None and side == "close":
            found.append(Quotation(opened.start(), mark.end(), True, True))
            opened = None
    if opened is not None:
        found.append(_unclosed(text, opened, start, end, continues, sentences))
    return found


def _double(mark: re.Match[str]) -> bool:
    return mark.group() not in "‘’'"


def _closes(opening: str, closing: str) -> bool:
    if opening == closing and opening not in "“«‹‘":
        return True
    if opening in '"“”„‟＂' and closing in '"“”＂':
        return True
    return closing in PAIRS.get(opening, opening)


def _side(text: str, mark: re.Match[str], start: int, end: int, opened: re.Match[str] | None) -> str:
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    kind = mark.group()
    if kind in "'’":
        if before.isalnum() and after.isalnum():
            return "apostrophe"
        if kind == "’":
            return "close" if opened is not None and opened.group() == "‘" else "apostrophe"
        if opened is None:
            return "open" if _opens_space(before) and after.isalnum() else "apostrophe"
        if opened.group() != "'":
            return "apostrophe"
        return "close" if not before.isspace() and not after.isalnum() else "apostrophe"
    if kind == "‘":
        return "open" if _opens_space(before) and not after.isspace() else "apostrophe"
    if kind in "«„‟‹``" and kind != "`":
        return "open"
    if kind in "»›":
        return "close"
    left, right = _opens_space(before), after.isspace() or after in ".,;:!?)]}—–-\"'’"
    if left and not after.isspace():
        return "open"
    if right and not left:
        return "close"
    if kind == "“":
        return "open" if not (opened is not None and after.isspace()) else "close"
    if kind == "”":
        return "close"
    return "close" if opened is not None else "open"


def _opens_space(before: str) -> bool:
    return before.isspace() or before in "([{—–-/\"“‘'…"


def _unclosed(
    text: str, opened: re.Match[str], start: int, end: int, continues: bool, sentences: list[int]
) -> Quotation:
    """Where a quotation without a closing mark ends; `sentences` are the ends of the paragraph's sentences.

    It runs to the paragraph's end when it opens the paragraph or the next paragraph continues it. In a sentence
    that began with "While ..." or the like it ends at the comma after which the narrator goes on; in any other
    sentence it ends with that sentence.
    """
    stop = end
    if _written(text, start, opened.start()):
        before = bisect_left(sentences, opened.start())
        sentence = sentences[before - 1] if before else start
        closing = SENTENCE_END.search(text, opened.end(), end)
        sentence_end = closing.end() if closing else end
        comma = CLAUSE_END.search(text, opened.end(), sentence_end)
        if comma and SUBORDINATOR.match(text, sentence):
            stop, continues = comma.start(), False
        elif not continues:
            stop = sentence_end
    while stop > opened.end() and text[stop - 1].isspace():
        stop -= 1
    return Quotation(opened.start(), stop, continues, True)


def _written(text: str, start: int, end: int) -> bool:
    """Whether anything but space is in text[start:end]."""
    return NO_SPACE.search(text, start, end) is not None
