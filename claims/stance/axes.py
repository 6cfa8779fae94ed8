"""The axes on which claims take sides, and the word lists of `opposites.toml`, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from claims.stance.phrases import Phrases, data, form

__all__ = ["Axis", "axes", "phrases_of", "stands", "words_of"]


@dataclass(frozen=True, slots=True)
class Axis:
    name: str
    label: str
    alone: bool
    own: bool
    """Counts only where the speaker is the one who acts."""
    judgement: bool
    """An opinion also where it is told in the past."""


@cache
def axes() -> dict[str, Axis]:
    return {
        name: Axis(
            name,
            one["label"],
            alone=one.get("alone", False),
            own=one.get("self", False),
            judgement=one.get("judgement", False),
        )
        for name, one in data()["axes"].items()
    }


@cache
def stands() -> Phrases[tuple[str, bool]]:
    """The phrases of all axes, each with its axis and side, so that a clause is walked once."""
    return Phrases(
        (phrase, (name, side))
        for name, one in data()["axes"].items()
        for side in (True, False)
        for phrase in one["yes" if side else "no"]
    )


@cache
def phrases_of(table: str, name: str, gap: int = 0) -> Phrases[None]:
    return Phrases(((phrase, None) for phrase in data()[table][name]), gap)


@cache
def words_of(table: str, name: str) -> frozenset[str]:
    return frozenset(map(form, data()[table][name]))
