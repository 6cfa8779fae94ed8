"""Claims of other actors that contradict or answer a claim."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from claims.stance.actors import apart, one_actor
from claims.stance.axes import axes
from claims.stance.buckets import worth_comparing
from claims.stance.opposing import ALIKE, denies_word, likeness, oppose, rejects_date, shared_words
from claims.stance.phrases import Phrases, data, form
from claims.stance.reading import read
from claims.stance.saying import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.stance.reading import Read
    from claims.stance.saying import Saying

__all__ = ["answers", "contradictions"]

SURE = 0.5
LEAST = 0.45
NEAR = 30
"""Days between two claims that contradict each other."""
SOON = 14
"""Days in which somebody is answered by name; a week where only the subject tells."""
BESIDE = 4
"""Words."""
_SPACE = re.compile(r"\W+")


def contradictions(sayings: Iterable[Saying]) -> list[Pair]:
    """Two actors, one event, opposite stands within a month."""
    reads = [read(saying) for saying in sayings if saying.confidence >= SURE and saying.day and saying.events]
    owners = {one.saying.key: list(one.saying.events) for one in reads}
    found = []
    for earlier, later in worth_comparing(reads, owners):
        if not _two_actors(earlier.saying, later.saying) or apart(earlier.saying, later.saying) > NEAR:
            continue
        if earlier.mode != later.mode:
            continue
        sign = oppose(earlier, later) or rejects_date(earlier, later) or denies_word(earlier, later)
        if sign and sign.score >= LEAST and not (sign.subject in axes() and axes()[sign.subject].own):
            found.append(
                Pair(earlier.saying.key, later.saying.key, "contradicts", sign.score, sign.reason, sign.subject)
            )
    return sorted(found, key=lambda pair: (-pair.score, pair.later, pair.earlier))


def answers(sayings: Iterable[Saying]) -> list[Pair]:
    """Each claim with the one that it answers: of those that it may answer, the nearest in words and in time."""
    reads = sorted(
        (read(saying) for saying in sayings if saying.confidence >= SURE and saying.day),
        key=lambda one: (one.saying.day, one.saying.key),
    )
    found = []
    for number, later in enumerate(reads):
        best: Pair | None = None
        text = _plain(later.saying.words)
        for earlier in reversed(reads[max(0, number - 200) : number]):
            if apart(earlier.saying, later.saying) > SOON:
                break
            pair = _answer(earlier, later, text)
            if pair and (best is None or pair.score > best.score):
                best = pair
        if best:
            found.append(best)
    return sorted(found, key=lambda pair: (-pair.score, pair.later))


def _two_actors(one: Saying, other: Saying) -> bool:
    """The prime minister's office is not another than the prime minister."""
    if not (one.by and other.by) or one_actor(one, other):
        return False
    return not any(f" {name} " in f" {longer} " for name in one.names for longer in other.names)


def _answer(earlier: Read, later: Read, text: str) -> Pair | None:
    if not _two_actors(earlier.saying, later.saying) or not (earlier.saying.stories & later.saying.stories):
        return None
    days = apart(earlier.saying, later.saying)
    one_event = bool(earlier.saying.events.keys() & later.saying.events.keys())
    alike = likeness(earlier, later)
    named = _takes_up(earlier.saying.names, text)
    if named:
        reason = f"Names “{named}”, who spoke {_ago(days)}."
    elif earlier.mode == "wishes" and days <= SOON / 2 and alike >= ALIKE and shared_words(earlier, later):
        reason = f"Takes up what was asked for {_ago(days)}."
    elif one_event and days <= SOON / 2 and _replies(later) and alike >= ALIKE / 2:
        reason = f"Reacts to the same event {_ago(days)}."
    elif one_event and days <= SOON / 4 and _judges(later):
        reason = f"Judges what was said {_ago(days)}."
    else:
        return None
    score = 0.4 + 0.3 * alike + 0.05 * bool(earlier.sides) + 0.15 * one_event + 0.1 * (1 - days / SOON)
    score *= min(earlier.saying.confidence, later.saying.confidence)
    return Pair(earlier.saying.key, later.saying.key, "answers", round(score, 2), reason, "answer")


def _takes_up(names: Iterable[str], text: str) -> str:
    """The name that stands in the text beside a word of speaking."""
    for name in sorted(names, key=len):
        before, found, after = text.partition(f" {name} ")
        if found and {form(word) for word in (*before.split()[-BESIDE:], *after.split()[:BESIDE])} & _speech():
            return name
    return ""


@cache
def _answering(name: str) -> Phrases[None]:
    return Phrases(((phrase, None) for phrase in data()["answers"][name]), 0)


@cache
def _speech() -> frozenset[str]:
    return frozenset(map(form, data()["answers"]["speech"]))


def _replies(later: Read) -> bool:
    cue_class = later.saying.cue_class
    return cue_class in data()["answers"]["classes"] or _answering("words").anywhere(_plain(later.saying.cue).split())


def _judges(later: Read) -> bool:
    return "acceptance" in later.sides or _answering("phrases").anywhere(_plain(later.saying.words).split())


def _ago(days: int) -> str:
    if days == 0:
        return "on the same day"
    return "the day before" if days == 1 else f"{days} days before"


def _plain(text: str) -> str:
    return f" {_SPACE.sub(' ', text.lower()).strip()} "
