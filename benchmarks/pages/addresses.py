"""The pages that people open, by kind, on a made corpus; the same ones at every run."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import numpy as np

from benchmarks.corpus.words import HEAD, PHRASES, Vocabulary
from claims.models import ListedClaim

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["KINDS", "PAGES", "Addresses"]

FREQUENT, RARE = (0, 15), (1_000, 1_900)
"""Actors by their rank: the first have a tenth of all claims, the last some dozens."""


class Addresses:
    def __init__(self) -> None:
        self._chance = random.Random(7)
        words = Vocabulary(np.random.default_rng(7)).words
        self._rare: list[str] = words[3_000:20_000].tolist()
        newest = ListedClaim.objects.newest_first()
        sample = newest.filter(pk__in=self._keys(3_000)).values_list("pk", "article_id", "day")
        self._claims = list(sample[:500])

    def one_of(self, kind: str) -> str:
        return KINDS[kind](self)

    def _keys(self, number: int) -> list[int]:
        greatest = ListedClaim.objects.order_by("-pk").values_list("pk", flat=True)[0]
        return [self._chance.randint(1, greatest) for _ in range(number)]

    def actor(self, ranks: tuple[int, int]) -> str:
        return f"actor-{self._chance.randrange(*ranks)}"

    def claim(self) -> tuple[int, int, object]:
        return self._chance.choice(self._claims)

    def word(self, *, rare: bool = False) -> str:
        return self._chance.choice(self._rare if rare else HEAD[:60])

    def phrase(self) -> str:
        return f'"{self._chance.choice(PHRASES)}"'

    def filters(self) -> dict[str, str]:
        year, month = self._chance.choice(("2023", "2024", "2025")), self._chance.randint(1, 9)
        choices = [
            {"speaker": self.actor(FREQUENT), "kind": "direct"},
            {"speaker": self.actor(RARE), "cue": "deny"},
            {"outlet": f"post-{self._chance.randint(0, 100)}", "since": f"{year}-0{month}-01"},
            {"story": f"story-{self._chance.randint(0, 5)}", "cue": "promise"},
            {"behalf": f"actor-{self._chance.choice((2, 8, 14, 20))}", "confidence": "80"},
            {"speaker": self.actor((0, 200)), "meant_since": "2025-05-12", "meant_until": "2025-05-12"},
            {"state": "confirmed", "until": f"{year}-0{month}-28"},
            {"speaker": self.actor(FREQUENT), "q": self.word()},
        ]
        return self._chance.choice(choices)


def _list(**query: str) -> str:
    return f"/claims/?{urlencode(query)}" if query else "/claims/"


KINDS: dict[str, Callable[[Addresses], str]] = {
    "home": lambda _: "/",
    "claims": lambda _: _list(),
    "claims, filtered": lambda some: _list(**some.filters()),
    "claims, a later page": lambda some: _list(after="{2}_{0}".format(*some.claim())),
    "search, frequent word": lambda some: _list(q=some.word()),
    "search, rare word": lambda some: _list(q=some.word(rare=True)),
    "search, phrase": lambda some: _list(q=some.phrase()),
    "search, best match first": lambda some: _list(q=f"{some.word()} {some.word()}", sort="relevance"),
    "actors": lambda some: f"/actors/?page={some._chance.randint(1, 30)}",
    "actor, frequent": lambda some: f"/actors/{some.actor(FREQUENT)}/",
    "actor, rare": lambda some: f"/actors/{some.actor(RARE)}/",
    "article": lambda some: f"/articles/{some.claim()[1]}/",
    "claim": lambda some: f"/claims/{some.claim()[0]}/",
    "stories": lambda _: "/stories/",
    "story": lambda _: "/stories/story-0/",
    "compare": lambda some: f"/compare/?who={some.actor(FREQUENT)}&who={some.actor((15, 40))}&story=story-0",
}


PAGES = {
    "home": ("home",),
    "lists": ("claims", "claims, filtered", "claims, a later page", "actors", "stories"),
    "search": ("search, frequent word", "search, rare word", "search, phrase", "search, best match first"),
    "actor": ("actor, frequent", "actor, rare"),
    "reader": ("article",),
    "claim": ("claim",),
    "story": ("story",),
    "compare": ("compare",),
}
"""Kinds that are one page to people."""
