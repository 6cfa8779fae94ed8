"""A vocabulary with the skew of real language: few words are in every tenth claim, most in a handful. Pure."""

from __future__ import annotations

import numpy as np

__all__ = ["HEAD", "PHRASES", "Vocabulary", "list_of"]


def list_of(words: str) -> list[str]:
    return words.split()


HEAD = list_of("""
government minister talks agreement forces border budget council election people party plan security officials
parliament ministry region leaders court president workers city water power energy trade police law report program
country company industry market prices growth debt tax support aid crisis conflict peace troops withdrawal coalition
mission ceasefire dialogue reform vote committee statement deal proposal decision meeting delegation sanctions
investigation inquiry evidence charges trial ruling appeal rights access education schools teachers hospital doctors
patients vaccine medicine research science climate emissions drought flood river dam harvest farmers food grain
export import tariff railway road bridge airport port ship strike union wages pension housing rent construction
investment bank loan currency inflation interest reserve fund project contract supplier mine steel oil gas pipeline
refinery electricity grid reactor solar wind forest fire storm earthquake rescue shelter refugees camp migration
visa passport citizens protest march opposition alliance candidate campaign ballot mandate treaty embassy ambassador
envoy summit visit neighbour partner dispute claim island coast fishing vessel patrol drone missile air defence base
soldiers militia command attack raid hostage prisoner exchange release amnesty army training equipment weapons
stockpile inspection site deadline phase schedule timetable calendar transition handover sovereignty independence
autonomy constitution amendment clause
""")
LINKS = list_of("""
of in for with on at from by under after before during against between towards within without over
""")
CONSONANTS = list_of("b c d f g h k l m n p r s t v w br ch cl dr fl gr pl pr sh st th tr")
VOWELS = list_of("a e i o u ai ea ou")
TAIL = 30_000
OFFSET = 12
"""Zipf–Mandelbrot: the most frequent word is one in a hundred, as the most frequent word that means something is."""

PHRASES = [
    f"{first} {second}"
    for first in ("first phase", "final round", "new timetable", "joint statement", "broad coalition")
    for second in (
        "of the withdrawal",
        "of talks",
        "on the border",
        "under the treaty",
        "for the harvest",
        "of the inquiry",
    )
]


class Vocabulary:
    """Draws words; `words` has them in the order of their frequency."""

    def __init__(self, chance: np.random.Generator) -> None:
        made: dict[str, None] = dict.fromkeys(HEAD)
        while len(made) < TAIL:
            made["".join(_syllable(chance) for _ in range(int(chance.integers(2, 5))))] = None
        self.words = np.array(list(made), dtype=object)
        weights = 1 / (np.arange(len(made)) + OFFSET)
        self._bounds = np.cumsum(weights / weights.sum())
        self._chance = chance

    def draw(self, number: int) -> list[str]:
        drawn = np.searchsorted(self._bounds, self._chance.random(number))
        words: list[str] = self.words[np.minimum(drawn, len(self.words) - 1)].tolist()
        return words


def _syllable(chance: np.random.Generator) -> str:
    return CONSONANTS[int(chance.integers(len(CONSONANTS)))] + VOWELS[int(chance.integers(len(VOWELS)))]
