"""The words of a claim, heard for where they stand: their side of each axis, what they negate, what they keep back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from claims.linking.rarity import rarity
from claims.linking.stems import content_words
from claims.stance.axes import axes, phrases_of, stands, words_of
from claims.stance.phrases import data, form

__all__ = ["Heard", "hear"]

type Mode = Literal["asserts", "wishes", "hints", "keeps back", "nothing"]

REACH = 4
"""Words over which a negation holds."""
BEGINS = 4
"""Words in which indirect speech names its subject: “that it was suspending”."""
LEAST = 0.15
"""What the commonest word of a content counts."""
KEPT = 4_096
"""Claims whose words stay heard from one page to the next."""
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.!?…;:,–—()]+(?=\s|$)|\s-\s|[\"“”]\s*…\s*")
_SENTENCE = re.compile(r"[.!?…](?=[\"”’]?(?:\s|$))|;")


@dataclass(frozen=True, slots=True)
class Heard:
    mode: Mode
    weights: dict[str, float]
    """Stems of the words that tell something, with how much they tell."""
    sides: dict[str, bool]
    """Axis -> whether on its yes side."""
    open: frozenset[str]
    """Axes on which it keeps its side back."""
    denied: frozenset[str]
    """Stems within reach of a negation."""
    keeps_date: bool
    ordinals: frozenset[str]
    news: bool
    """Tells what others did or suffered."""
    total: float
    """Of the weights."""


@lru_cache(KEPT)
def hear(words: str, cue: str, cue_class: str) -> Heard:
    tokens = _tokens(words)
    weights: dict[str, float] = {}
    for word in content_words(words):
        if not word.isdigit():
            weights[form(word)] = max(weights.get(form(word), 0.0), LEAST + (1 - LEAST) * rarity(word))
    cues = data()["cues"]
    mode = _mode(words, tokens, cue, cue_class)
    flipped = cue_class in cues["denies"] or (cue_class in cues["keeps_back"] and mode != "keeps back")
    if phrases_of("withheld", "phrases", 3).anywhere(tokens):
        mode = "keeps back"
    sides, denied = _sides(words, flipped, mode == "keeps back")
    whole = mode == "keeps back" and not _narrow(tokens)
    return Heard(
        mode,
        weights,
        {} if mode in ("keeps back", "nothing") else sides,
        frozenset(sides) if whole else frozenset(),
        frozenset(weights) - denied if flipped else denied,
        whole and bool(set(tokens) & _dates()),
        frozenset(tokens) & words_of("hedges", "ordinals"),
        _is_news(tokens),
        sum(weights.values()),
    )


def _tokens(text: str) -> list[str]:
    return [form(match[0]) for match in _WORD.finditer(text)]


def _mode(words: str, tokens: list[str], cue: str, cue_class: str) -> Mode:
    cues = data()["cues"]
    if cue_class in cues["asks"] or words.rstrip(' "”').endswith("?"):
        return "nothing"
    if phrases_of("hedges", "others", 2).anywhere(tokens):
        return "nothing"
    if cue_class in cues["denies"] and set(tokens[:3]) & words_of("hedges", "reports"):
        return "nothing"
    if cue_class in cues["keeps_back"] and _of_speaking(cue, tokens):
        return "keeps back"
    if cue_class in cues["wishes"]:
        return "wishes"
    return "hints" if cue_class in cues["hints"] else "asserts"


def _of_speaking(cue: str, tokens: list[str]) -> bool:
    """“Declined to say”, or “declined | to confirm that …”; “refused to leave” keeps nothing back."""
    return bool(
        set(_tokens(cue)) & words_of("withheld", "speaking") or set(tokens[:2]) & words_of("withheld", "saying")
    )


def _of_itself(tokens: list[str]) -> bool:
    first_person = set(tokens) & words_of("hedges", "first_person")
    return bool(first_person or set(tokens[:BEGINS]) & words_of("hedges", "itself"))


def _is_news(tokens: list[str]) -> bool:
    words = set(tokens)
    past = words & words_of("hedges", "past") and not words & words_of("hedges", "modal")
    return bool(past) and not _of_itself(tokens)


def _narrow(tokens: list[str]) -> bool:
    """Asked for a figure or a name: telling whether is another answer."""
    return phrases_of("withheld", "narrow").anywhere(tokens[:3])


@cache
def _dates() -> frozenset[str]:
    return frozenset(map(form, [*data()["groups"]["date"], "dates", "when"]))


def _sides(words: str, flipped: bool, kept: bool) -> tuple[dict[str, bool], frozenset[str]]:
    """Sides taken outside of conditions, which only what is kept back may be; both sides of an axis are none."""
    sides: dict[str, set[bool]] = {}
    denied: set[str] = set()
    for sentence in _SENTENCE.split(words):
        tokens = _tokens(sentence)
        if not kept and phrases_of("hedges", "condition").anywhere(tokens):
            continue
        ours = _of_itself(tokens)
        for part in _CLAUSE.split(sentence):
            clause = _tokens(part)
            against = _negations(clause)
            denied |= _reached(clause, against)
            for start, end, (name, side) in stands().within(clause):
                if ours or not axes()[name].own:
                    turns = sum(_holds(clause, place, start, end) for place in against)
                    sides.setdefault(name, set()).add(side ^ bool(turns % 2) ^ flipped)
    return {name: found.pop() for name, found in sides.items() if len(found) == 1}, frozenset(denied)


def _negations(clause: list[str]) -> list[int]:
    exempt = {start for start, _, _ in phrases_of("negation", "exempt").within(clause)}
    words = words_of("negation", "words")
    found = [place for place, word in enumerate(clause) if word in words and place not in exempt]
    phrases = phrases_of("negation", "phrases").within(clause)
    return found + [end - 1 for start, end, _ in phrases if start not in exempt]


def _holds(clause: list[str], place: int, start: int, end: int) -> bool:
    """A negation at `place` turns the phrase from `start` to `end`."""
    if start <= place < end:
        return clause[place] in words_of("negation", "words") and place != start
    return start - REACH <= place < start and not set(clause[place + 1 : start]) & words_of("negation", "over")


def _reached(clause: list[str], against: list[int]) -> set[str]:
    found: set[str] = set()
    for place in against:
        for word in clause[place + 1 : place + 1 + REACH]:
            if word in words_of("negation", "over"):
                break
            found.add(word)
    return found
