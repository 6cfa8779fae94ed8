"""Whether two claims take opposite stands on one subject, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from claims.linking.sharing import meet
from claims.stance.axes import axes
from claims.stance.phrases import data, form

if TYPE_CHECKING:
    from claims.linking.sharing import Days
    from claims.stance.reading import Read

__all__ = ["Opposition", "denies_word", "likeness", "oppose", "rejects_date", "shared_words"]

TELLS = 0.3
"""Weight of a word that tells its subject from others."""
ALIKE, VERY_ALIKE = 0.3, 0.6
"""Likeness of two contents of which the subject, or the whole statement, is the same."""
type Opposites = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Opposition:
    score: float
    reason: str
    subject: str
    silent: bool = False


def shared_words(one: Read, other: Read) -> list[str]:
    """Those that tell something, most telling first."""
    both = {word: max(weight, other.weights[word]) for word, weight in one.weights.items() if word in other.weights}
    return sorted((word for word, weight in both.items() if weight >= TELLS), key=lambda word: -both[word])


def likeness(one: Read, other: Read, aside: frozenset[str] = frozenset()) -> float:
    """F1 of the two contents' words, each counting by its rarity."""
    shared = sum(one.weights[word] for word in (one.weights.keys() & other.weights.keys()) - aside)
    total = one.heard.total + other.heard.total
    if aside:
        total -= sum(weight for read in (one, other) for word, weight in read.weights.items() if word in aside)
    return 2 * shared / total if total else 0.0


def oppose(earlier: Read, later: Read) -> Opposition | None:
    """The strongest sign, where there is one."""
    found = [sign for rule in RULES if (sign := rule(earlier, later))]
    return max(found, key=lambda sign: sign.score, default=None)


def _together(one: Read, other: Read) -> bool:
    return bool(one.saying.stories & other.saying.stories)


def _one_event(one: Read, other: Read) -> bool:
    return bool(one.saying.events.keys() & other.saying.events.keys())


def _score(base: float, one: Read, other: Read) -> float:
    """More for words and an event in common, less where the weaker claim is unsure."""
    sure = min(one.saying.confidence, other.saying.confidence)
    sign = min(0.95, base + 0.3 * likeness(one, other) + 0.1 * _one_event(one, other))
    return round(sign * (0.5 + 0.5 * sure), 2)


def _on_sides(one: Read, other: Read) -> Opposition | None:
    if one.mode != other.mode:
        return None
    found = None
    for name in one.sides.keys() & other.sides.keys():
        if one.sides[name] == other.sides[name]:
            continue
        axis = axes()[name]
        if one.heard.news and other.heard.news and not axis.judgement:
            continue
        words = shared_words(one, other)
        if axis.alone:
            if not (_together(one, other) or words):
                continue
        elif not (_one_event(one, other) and words) and likeness(one, other) < ALIKE:
            continue
        sign = Opposition(_score(0.6, one, other), f"Opposite words on {axis.label}.", name)
        if found is None or sign.score > found.score:
            found = sign
    return found


def _by_negation(one: Read, other: Read) -> Opposition | None:
    """The same statement with and without a negation."""
    if one.mode != other.mode or one.mode == "keeps back" or one.negated == other.negated:
        return None
    if likeness(one, other) < VERY_ALIKE:
        return None
    plain, denies = (other, one) if one.negated else (one, other)
    words = [word for word in one.weights if word in other.weights and word in denies.heard.denied]
    if not words or _ordinals_differ(plain, denies):
        return None
    return Opposition(_score(0.55, one, other), "The same statement, once with and once without a negation.", words[0])


def _by_cue(one: Read, other: Read) -> Opposition | None:
    classes = frozenset({one.saying.cue_class, other.saying.cue_class})
    if classes not in _opposed() or "nothing" in (one.mode, other.mode):
        return None
    words = shared_words(one, other)
    if likeness(one, other) < ALIKE or not words:
        return None
    earlier, later = one.saying.cue_class, other.saying.cue_class
    return Opposition(_score(0.5, one, other), f"Opposite acts on the same subject: {earlier}, then {later}.", words[0])


def _by_date(one: Read, other: Read) -> Opposition | None:
    """Another date for the same thing."""
    if not (one.dates and other.dates) or one.mode != other.mode or _ordinals_differ(one, other):
        return None
    if any(meet(left, right) or _within(left, right) for left, right in product(one.dates, other.dates)):
        return None
    words = [word for word in shared_words(one, other) if word not in _calendar()]
    if len(words) < 2 or likeness(one, other, _calendar()) < ALIKE:
        return None
    return Opposition(_score(0.6, one, other), "Another date for the same thing.", "date " + " ".join(words[:2]))


@cache
def _calendar() -> frozenset[str]:
    return frozenset(map(form, data()["groups"]["calendar"]))


def _within(left: Days, right: Days) -> bool:
    """“By the end of 2026” leaves room for September 2026, said first or last, only if both end alike."""
    return left[1] == right[1] and left[1] is not None


def _after_silence(one: Read, other: Read) -> Opposition | None:
    """First kept back, then told."""
    if one.mode != "keeps back" or other.mode != "asserts" or not _together(one, other):
        return None
    for name in one.heard.open & other.sides.keys():
        if axes()[name].alone or likeness(one, other) >= ALIKE:
            reason = f"Kept back at first, then told: {axes()[name].label}."
            return Opposition(_score(0.55, one, other), reason, name, silent=True)
    if one.heard.keeps_date and any(_is(days, other.dates) for days in other.saying.events.values()):
        return Opposition(_score(0.55, one, other), "No date at first, then one.", "date", silent=True)
    return None


def _is(days: Days, dates: tuple[Days, ...]) -> bool:
    return any(meet(days, date) or _within(days, date) for date in dates)


def _ordinals_differ(one: Read, other: Read) -> bool:
    """The first phase is not the second."""
    return bool(one.heard.ordinals) and bool(other.heard.ordinals) and one.heard.ordinals != other.heard.ordinals


@cache
def _opposed() -> Opposites:
    return frozenset(frozenset(pair) for pair in data()["cues"]["opposed"])


def rejects_date(earlier: Read, later: Read) -> Opposition | None:
    """The date that one actor gives is no good to another."""
    if later.sides.get("acceptance", True) or earlier.mode != "asserts" or earlier.sides.get("acceptance") is False:
        return None
    if not any(meet(left, right) for left, right in product(earlier.dates, later.dates)):
        return None
    return Opposition(_score(0.6, earlier, later), "Rejects the date that the other names.", "date")


def denies_word(one: Read, other: Read) -> Opposition | None:
    """Of one event one says that there was no such thing as the other tells of."""
    if one.mode != "asserts" or other.mode != "asserts" or one.negated == other.negated:
        return None
    plain, denies = (other, one) if one.negated else (one, other)
    cues = data()["cues"]
    if denies.saying.cue_class in cues["denies"] or plain.saying.cue_class in cues["foretells"]:
        return None
    words = [word for word in shared_words(one, other) if word in denies.heard.denied]
    if not words:
        return None
    return Opposition(_score(0.5, one, other), "One denies what the other tells of.", words[0])


RULES = (_on_sides, _by_negation, _by_cue, _by_date, _after_silence)
