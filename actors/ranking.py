"""How alike two names are. Pure: folded names in, a score out (see `actors.names.fold`)."""

from __future__ import annotations

import re

from rapidfuzz.distance import JaroWinkler, Levenshtein

__all__ = ["same_surname", "similarity"]

PARTICLES = frozenset(
    {"al", "el", "ash", "as", "ad", "an", "ar", "at", "bin", "ibn", "ben", "abu"}
    | {"de", "der", "den", "di", "da", "van", "von", "la", "le", "the", "of", "for", "and"}
)
_TRANSLITERATION = ((r"ou", "u"), (r"ee", "i"), (r"oo", "u"), (r"kh", "h"), (r"[yj]", "i"), (r"q", "k"))
_DOUBLED = re.compile(r"(.)\1+")


def similarity(left: str, right: str) -> float:
    """From 0 to 1. 0.95 and more: the same name spelt otherwise; 0.7 to 0.95: alike, for a person to judge.

    Names are compared word by word, so that one different word (“Iraqi Foreign Ministry”, “Iranian Foreign
    Ministry”) counts for more than its letters.
    """
    if left == right:
        return 1.0
    a, b = _words(left), _words(right)
    if not a or not b:
        return 0.0
    if sorted(a) == sorted(b):
        return 0.9
    if len(a) == len(b):
        pairs = [_word_similarity(x, y) for x, y in zip(a, b, strict=True)]
        return 0.97 * min(pairs) * 0.6 + 0.97 * (sum(pairs) / len(pairs)) * 0.4
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return 0.0
    best = [max(_word_similarity(x, y) for y in long) for x in short]
    return 0.9 * min(best) * (0.8 + 0.2 * len(short) / len(long))


def same_surname(short: str, full: str) -> bool:
    """“sudani” is the surname of “mohammed shia al sudani”."""
    a, b = _words(short), _words(full)
    return len(a) == 1 and len(b) > 1 and a[0] == b[-1]


def _words(key: str) -> list[str]:
    words = key.split()
    return [word for word in words if word not in PARTICLES] or words


def _word_similarity(left: str, right: str) -> float:
    if left == right:
        return 1.0
    if _skeleton(left) == _skeleton(right):
        return 0.99
    ratio = Levenshtein.normalized_similarity(left, right)
    return min(ratio + 0.05, JaroWinkler.similarity(left, right)) if left[0] == right[0] else ratio


def _skeleton(word: str) -> str:
    """One spelling for the usual transliterations: “Mohammed” and “Mohamed”, “Yehia” and “Yahya” stay apart."""
    for pattern, replacement in _TRANSLITERATION:
        word = re.sub(pattern, replacement, word)
    return _DOUBLED.sub(r"\1", word)
