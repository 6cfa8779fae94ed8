"""The hits of a search for phrases: PostgreSQL marks each of their words, wherever it stands. Pure."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claims.sentences import HIT_ENDS, HIT_STARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["phrases_of", "whole_phrases"]

PHRASE = re.compile(r'(?<!-)"([^"]*)"')
LEFT_OUT = re.compile(r'-"[^"]*"|-\S+|\bor\b', re.IGNORECASE)
WORD = re.compile(r"\w+")
TOKEN = re.compile(rf"{HIT_STARTS}([^{HIT_ENDS}]*){HIT_ENDS}|(\w+)")
STEM = 3
"""Letters that all forms of a word begin with."""


def phrases_of(words: str) -> list[list[str]]:
    """The words of each phrase of a search (in straight quotation marks) that looks for phrases alone; else nothing."""
    rest = LEFT_OUT.sub(" ", PHRASE.sub(" ", words))
    return [] if WORD.search(rest) else [WORD.findall(_plain(one)) for one in PHRASE.findall(words)]


def whole_phrases(phrases: list[list[str]], marked: str) -> str:
    """`marked` with only those hits that stand in one of the phrases. All hits, where none of them does: what lies
    between two words counts for PostgreSQL by its length alone."""
    tokens = list(TOKEN.finditer(marked))
    kept = {place for phrase in phrases for place in _places(phrase, tokens)}
    if not kept:
        return marked
    written, end = "", 0
    for place, token in enumerate(tokens):
        if token[1] is not None and place not in kept:
            written += marked[end : token.start()] + token[1]
            end = token.end()
    return written + marked[end:]


def _places(phrase: list[str], tokens: list[re.Match[str]]) -> Iterator[int]:
    for start in range(len(tokens) - len(phrase) + 1):
        stretch = range(start, start + len(phrase))
        if all(_fits(tokens[place], word) for place, word in zip(stretch, phrase, strict=True)):
            yield from stretch


def _fits(token: re.Match[str], word: str) -> bool:
    if token[1] is None:
        return _plain(token[2]) == word
    return _plain(token[1])[:STEM] == word[:STEM]


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
