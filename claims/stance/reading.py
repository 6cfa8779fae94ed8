"""One claim read for where it stands: on which side of which axis, what it negates, what it keeps back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal

from claims.linking.rarity import rarity
from claims.linking.sharing import width
from claims.linking.stems import content_words
from claims.stance.phrases import Phrases, data, form

if TYPE_CHECKING:
    from datetime import date

    from claims.linking.sharing import Days
    from claims.stance.saying import Saying

__all__ = ["Axis", "Read", "axes", "read"]

type Mode = Literal["asserts", "wishes", "hints", "keeps back", "nothing"]

REACH = 4
"""Words over which a negation holds."""
LONGEST = 400
"""Days: a vaguer date names none."""
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.!?…;:,–—()]+(?=\s|$)|\s-\s|[\"“”]\s*…\s*")
_SENTENCE = re.compile(r"[.!?…](?=[\"”’]?(?:\s|$))|;")
BEGINS = 4
"""Words in which indirect speech names its subject: “that it was suspending”."""


@dataclass(frozen=True, slots=True)
class Axis:
    name: str
    label: str
    yes: Phrases
    no: Phrases
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
            Phrases(one["yes"]),
            Phrases(one["no"]),
            alone=one.get("alone", False),
            own=one.get("self", False),
            judgement=one.get("judgement", False),
        )
        for name, one in data()["axes"].items()
    }


@cache
def _phrases(table: str, name: str, gap: int = 0) -> Phrases:
    return Phrases(data()[table][name], gap)


@cache
def _words(table: str, name: str) -> frozenset[str]:
    return frozenset(map(form, data()[table][name]))


@dataclass(frozen=True, slots=True)
class Read:
    """`sides`: axis -> whether on its yes side; `open`: axes that it keeps back its side of."""

    saying: Saying
    mode: Mode
    weights: dict[str, float]
    """Stems of the words that tell something, with how much they tell."""
    sides: dict[str, bool]
    open: frozenset[str]
    denied: frozenset[str]
    """Stems within reach of a negation."""
    keeps_date: bool
    dates: tuple[Days, ...]
    """Those to come when it was said, unless the claim names several phases."""
    ordinals: frozenset[str]
    news: bool
    """Tells what others did or suffered."""

    @property
    def negated(self) -> bool:
        return bool(self.denied)


def read(saying: Saying) -> Read:
    tokens = [form(match[0]) for match in _WORD.finditer(saying.words)]
    weights: dict[str, float] = {}
    for word in content_words(saying.words):
        if not word.isdigit():
            weights[form(word)] = max(weights.get(form(word), 0.0), 0.15 + 0.85 * rarity(word))
    mode = _mode(saying, tokens)
    flipped = saying.cue_class in data()["cues"]["denies"] or (
        saying.cue_class in data()["cues"]["keeps_back"] and mode != "keeps back"
    )
    if _keeps_back_by_words(tokens):
        mode = "keeps back"
    sides, denied = _sides(saying, flipped, mode == "keeps back")
    return Read(
        saying,
        mode,
        weights,
        {} if mode in ("keeps back", "nothing") else sides,
        frozenset(sides) if mode == "keeps back" and not _narrow(tokens) else frozenset(),
        denied if not flipped else frozenset(weights) - denied,
        mode == "keeps back" and not _narrow(tokens) and bool(set(tokens) & _dates()),
        () if mode in ("keeps back", "nothing") else _coming(saying),
        frozenset(tokens) & _words("hedges", "ordinals"),
        _is_news(tokens),
    )


def _mode(saying: Saying, tokens: list[str]) -> Mode:
    cues = data()["cues"]
    if saying.cue_class in cues["asks"] or saying.words.rstrip(' "”').endswith("?"):
        return "nothing"
    if _phrases("hedges", "others", 2).anywhere(tokens):
        return "nothing"
    if saying.cue_class in cues["denies"] and set(tokens[:3]) & _words("hedges", "reports"):
        return "nothing"
    if saying.cue_class in cues["keeps_back"]:
        cue = {form(match[0]) for match in _WORD.finditer(saying.cue)}
        if cue & _words("withheld", "speaking") or set(tokens[:2]) & _words("withheld", "saying"):
            return "keeps back"
    if saying.cue_class in cues["wishes"]:
        return "wishes"
    return "hints" if saying.cue_class in cues["hints"] else "asserts"


def _of_itself(tokens: list[str]) -> bool:
    first_person = set(tokens) & _words("hedges", "first_person")
    return bool(first_person or set(tokens[:BEGINS]) & _words("hedges", "itself"))


def _is_news(tokens: list[str]) -> bool:
    words = set(tokens)
    past = words & _words("hedges", "past") and not words & _words("hedges", "modal")
    return bool(past) and not _of_itself(tokens)


def _narrow(tokens: list[str]) -> bool:
    """Asked for a figure or a name: telling whether is another answer."""
    return Phrases(data()["withheld"]["narrow"], 0).anywhere(tokens[:3])


@cache
def _dates() -> frozenset[str]:
    return frozenset(map(form, [*data()["groups"]["date"], "dates", "when"]))


def _keeps_back_by_words(tokens: list[str]) -> bool:
    return _phrases("withheld", "phrases", 3).anywhere(tokens)


def _sides(saying: Saying, flipped: bool, kept: bool) -> tuple[dict[str, bool], frozenset[str]]:
    """Sides taken outside of conditions, which only what is kept back may be; both sides of an axis are none."""
    sides: dict[str, set[bool]] = {}
    denied: set[str] = set()
    for sentence in _SENTENCE.split(saying.words):
        tokens = [form(match[0]) for match in _WORD.finditer(sentence)]
        if not kept and _phrases("hedges", "condition").anywhere(tokens):
            continue
        ours = _of_itself(tokens)
        for part in _CLAUSE.split(sentence):
            clause = [form(match[0]) for match in _WORD.finditer(part)]
            against = _negations(clause)
            denied |= _reached(clause, against)
            for axis in axes().values():
                if axis.own and not ours:
                    continue
                for side, phrases in ((True, axis.yes), (False, axis.no)):
                    for start, end in phrases.within(clause):
                        turns = sum(_holds(clause, place, start, end) for place in against)
                        sides.setdefault(axis.name, set()).add(side ^ bool(turns % 2) ^ flipped)
    return {name: found.pop() for name, found in sides.items() if len(found) == 1}, frozenset(denied)


def _negations(clause: list[str]) -> list[int]:
    exempt = {start for start, _ in _phrases("negation", "exempt").within(clause)}
    words = _words("negation", "words")
    found = [place for place, word in enumerate(clause) if word in words and place not in exempt]
    return found + [end - 1 for start, end in _phrases("negation", "phrases").within(clause) if start not in exempt]


def _holds(clause: list[str], place: int, start: int, end: int) -> bool:
    """A negation at `place` turns the phrase from `start` to `end`."""
    if start <= place < end:
        return clause[place] in _words("negation", "words") and place != start
    return start - REACH <= place < start and not set(clause[place + 1 : start]) & _words("negation", "over")


def _reached(clause: list[str], against: list[int]) -> set[str]:
    found: set[str] = set()
    for place in against:
        for word in clause[place + 1 : place + 1 + REACH]:
            if word in _words("negation", "over"):
                break
            found.add(word)
    return found


def _coming(saying: Saying) -> tuple[Days, ...]:
    return tuple(days for days in saying.dates if _is_to_come(days, saying.day))


def _is_to_come(days: Days, said: date | None) -> bool:
    """A date, no longer than a year, that lies wholly or by its deadline behind the day of speaking."""
    first, after = days
    if said is None or (None not in days and width(days) > LONGEST):
        return False
    return first > said if first else bool(after and after - timedelta(1) > said)
