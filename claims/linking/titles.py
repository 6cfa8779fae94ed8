"""A title for what several claims share: their most telling phrase, who said it, and when. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claims.linking.rarity import rarity
from claims.linking.stems import STOP, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["READ", "phrases", "title_of"]

LONGEST = 4
"""Words of a phrase."""
READ = 600
"""Characters of a claim that are read."""
_PIECE = re.compile(r"[^.,;:!?…“”\"()\n]+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_INSIDE = frozenset({"of", "from", "for", "the", "in", "on", "near"})
_DETERMINERS = (
    "the a an this that these those its their his her our your my no any every each all some of from first last"
)
_BEFORE_NOUN = frozenset(_DETERMINERS.split())
_TIME_WORDS = (
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday today tomorrow yesterday day days week weeks month months year "
    "years spring summer autumn fall winter beginning end middle morning evening night hour hours early late mid"
)
_TIMES = frozenset(_TIME_WORDS.split())


@dataclass(slots=True)
class _Phrase:
    articles: set[int] = field(default_factory=set)
    forms: Counter[str] = field(default_factory=Counter)
    nouns: int = 0
    weight: float = 0.0


def title_of(
    contents: Sequence[tuple[int, str]], date: str, speakers: Sequence[str] = (), common: frozenset[str] = frozenset()
) -> str:
    """Of (article, content) pairs; `common` are stems that most claims of the story have. `speakers` are named where
    the
    words alone tell too little."""
    found = phrases(contents, common=common) or phrases(contents)
    if found:
        about = found[0]
        words = set(about.lower().split())
        more = next((one for one in found[1:4] if not words & set(one.lower().split())), "")
        # two short pieces tell more than one word
        if " " not in about and more:
            about = f"{about} and {more}"
    else:
        about = f"statements by {' and '.join(speakers[:2])}" if speakers else "date that several claims share"
    return f"{about[0].upper()}{about[1:]}, {date}"


def phrases(contents: Iterable[tuple[int, str]], articles: int = 2, common: frozenset[str] = frozenset()) -> list[str]:
    """What the contents of at least so many articles share, the most telling first, as most of them have it; nothing
    that
    is made of `common` stems alone."""
    found: dict[tuple[str, ...], _Phrase] = defaultdict(_Phrase)
    for article, text in contents:
        for key, form, weight, noun in _candidates(text[:READ]):
            one = found[key]
            one.articles.add(article)
            one.forms[form] += 1
            one.nouns += noun
            one.weight = weight * sum(word not in common for word in key) / len(key)
    telling = {key: one for key, one in found.items() if len(one.articles) >= articles and one.weight > 0}
    ranked = sorted(telling.items(), key=lambda item: (-_worth(item[1]), item[0]))
    return [max(one.forms, key=lambda form: (one.forms[form], form)) for _, one in ranked]


def _worth(one: _Phrase) -> float:
    # A word that never follows an article or “of” is hardly a noun.
    return len(one.articles) * one.weight * (1.0 if one.nouns else 0.35)


def _candidates(text: str) -> Iterator[tuple[tuple[str, ...], str, float, bool]]:
    """Stems, form, weight, and whether it stands like a noun: runs of words that begin and end with a telling one."""
    for piece in _PIECE.finditer(text):
        words = [match[0] for match in _WORD.finditer(piece[0])]
        for first, word in enumerate(words):
            if not _tells(word):
                continue
            noun = word[0].isupper() or (first > 0 and words[first - 1].lower() in _BEFORE_NOUN)
            weight, key = 0.0, list[str]()
            for last in range(first, min(first + LONGEST, len(words))):
                one = words[last]
                if _tells(one):
                    weight += 0.3 + rarity(one)
                    key.append(stem(one))
                    form = " ".join(words[first : last + 1])
                    yield tuple(key), form, weight * (1 + 0.1 * (len(key) - 1)), noun
                elif one.lower() not in _INSIDE:
                    break


def _tells(word: str) -> bool:
    low = word.lower()
    return len(word) > 2 and low not in STOP and low not in _TIMES
