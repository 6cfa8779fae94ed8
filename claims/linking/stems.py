"""Words of a text without their endings, with their places: “postponement” and “postponed” are one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

__all__ = ["STOP", "Stem", "content_stems", "content_words", "stem", "stems"]

_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ments", "ment", "ings", "ing", "edly", "ed", "ies", "es", "s", "ly")
_STOP = (
    "a about after again against all also am an and any are as at away be because been before being between both "
    "but by can could did do does during each every few first for from had has have he her here hers him his how "
    "i if in into is it its just last later least less let like many may me might more most much must my near "
    "next no nor not now of off on once one only or other our out over own rather said say says same shall she "
    "should since so some still such than that the their them then there these they this those through to too "
    "towards two under until up upon us very was way we were what when where whether which while who whom whose "
    "why will with without would yet you your"
)
STOP = frozenset(_STOP.split())


class Stem(NamedTuple):
    text: str
    start: int
    end: int


@lru_cache(20_000)
def stem(word: str) -> str:
    """A light stemmer for English: it need not be right, only alike for the forms of one word."""
    folded = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= 3 and not (ending == "s" and folded[-2:] == "ss"):
            folded = folded.removesuffix(ending) + ("y" if ending == "ies" else "")
            break
    if len(folded) > 4 and folded[-1] == folded[-2] and folded[-1] not in "aeiouls":
        folded = folded[:-1]
    return folded[:-1] if len(folded) > 3 and folded[-1] == "e" else folded


def stems(text: str, start: int = 0, end: int | None = None) -> list[Stem]:
    """Every word between two offsets, but for the s of a genitive."""
    found = _WORD.finditer(text, start, len(text) if end is None else end)
    return [Stem(stem(match[0]), *match.span()) for match in found if match[0] not in ("s", "S")]


def content_words(text: str) -> list[str]:
    """The words that tell something, in order."""
    words = (match[0] for match in _WORD.finditer(text))
    return [word for word in words if len(word) > 1 and word.lower() not in STOP]


def content_stems(text: str) -> list[str]:
    return [stem(word) for word in content_words(text)]
