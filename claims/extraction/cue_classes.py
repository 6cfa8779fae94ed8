"""What a cue does with its content: says it, denies it, promises it. The classes and the rule are in the data file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("data") / "cue_classes.toml"
DEFAULT = "say"
DISOWNED = "deny"
FARTHEST = 3
"""Words from one word of a phrase to the next: "put the plan forward"."""
WORD = re.compile(r"n't|'?[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Head:
    """The word or phrase that gives a cue its class: `key` is its lemma, or the phrase as the data file has it."""

    key: str
    cue_class: str | None
    light: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The data file by inflected form; `phrases` has what must follow the form, the longest first."""

    words: dict[str, Head]
    phrases: dict[str, list[tuple[tuple[str, ...], Head]]]
    negated: dict[str, str]
    """Class of a head, or its key, to the class of the negated cue."""
    disowned: frozenset[str]
    negations: frozenset[str]
    negation_phrases: frozenset[tuple[str, str]]
    exempt: frozenset[tuple[str, str]]
    after: frozenset[str]


def cue_class(text: str, cue: Iterable[tuple[int, int]]) -> str:
    """One of `classes()`, for the spans of a cue in the text; a cue without a known word says."""
    words = [word for start, end in cue for word in _words(text[start:end])]
    found = head(words)
    if found is None:
        return DEFAULT
    at, chosen = found
    usual = chosen.cue_class or DEFAULT
    table = _table()
    negations = _negations(words, at)
    if not negations:
        return usual
    if "never" in negations and chosen.key in table.disowned:
        return DISOWNED
    return table.negated.get(chosen.key) or table.negated.get(usual, usual)


def head(words: list[str]) -> tuple[int, Head] | None:
    """The cue's head and its place among the cue's words, in lower case; None where no word has a class."""
    light: tuple[int, Head] | None = None
    for at in range(len(words)):
        found = _at(words, at)
        if found is None or found.cue_class is None:
            continue
        if not found.light:
            return at, found
        light = at, found
    return light


@cache
def classes() -> tuple[str, ...]:
    """Every class that a cue can have."""
    return tuple(_data()["classes"])


@cache
def speech_forms() -> frozenset[str]:
    """Forms of the verbs with which a narrator goes on behind a quotation: “Will it open?” she asked."""
    verbs = _data()["spoken"]["verbs"]
    return frozenset(form for verb in verbs for form in _forms(verb) if form != verb and not form.endswith("ing"))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("’", "'").replace("n't", " n't"))


def _at(words: list[str], at: int) -> Head | None:
    for rest, found in _table().phrases.get(words[at], ()):
        if _follows(words, at, rest):
            return found
    return _table().words.get(words[at])


def _follows(words: list[str], at: int, rest: tuple[str, ...]) -> bool:
    for word in rest:
        try:
            at = words.index(word, at + 1, at + 1 + FARTHEST)
        except ValueError:
            return False
    return True


def _negations(words: list[str], at: int) -> set[str]:
    """The words that negate the head at this place."""
    table = _table()
    found = {words[at + 1]} & table.after if at + 1 < len(words) else set()
    for place, word in enumerate(words[:at]):
        pair = (word, words[place + 1])
        if pair in table.negation_phrases or (word in table.negations and pair not in table.exempt):
            found.add(word)
    return found


@cache
def _data() -> dict[str, Any]:
    with DATA.open("rb") as file:
        return tomllib.load(file)


@cache
def _table() -> Table:
    data = _data()
    light = frozenset(data["light"]["words"])
    words: dict[str, Head] = {}
    exact: dict[str, Head] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
    negated: dict[str, str] = dict(data["negation"]["classes"])
    for name, entries in data["classes"].items():
        for phrase in entries.get("phrases", ()):
            if phrase.startswith("not "):
                negated[phrase.removeprefix("not ")] = name
                continue
            first, *rest = _words(phrase)
            for form in _forms(first):
                phrases.setdefault(form, []).append((tuple(rest), Head(phrase, name)))
        for lemma in (*entries.get("verbs", ()), *entries.get("nouns", ())):
            for form in _forms(lemma):
                words.setdefault(form, Head(lemma, name, lemma in light))
        exact |= {word: Head(word, name, word in light) for word in entries.get("exact", ())}
    for found in phrases.values():
        found.sort(key=lambda item: -len(item[0]))
    negation = data["negation"]
    return Table(
        words=words | exact,
        phrases=phrases,
        negated=negated,
        disowned=frozenset(negation["disowned"]),
        negations=frozenset((*negation["words"], *(form for verb in negation["verbs"] for form in _forms(verb)))),
        negation_phrases=_pairs(negation["phrases"]),
        exempt=_pairs(negation["exempt"]),
        after=frozenset(negation["after"]),
    )


def _pairs(phrases: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((first, second) for first, second in map(str.split, phrases))


def _forms(lemma: str) -> set[str]:
    """The lemma and its forms, as verb and as noun; regular verbs in both spellings, "ise" beside "ize"."""
    irregular: list[str] | None = _data()["irregular"].get(lemma)
    if irregular is not None:
        return {lemma, *irregular}
    forms = set(_regular(lemma))
    if lemma.endswith("ize"):
        forms |= set(_regular(lemma[:-3] + "ise"))
    return forms


def _regular(lemma: str) -> Iterator[str]:
    yield lemma
    if lemma.endswith("e"):
        yield from (lemma + "s", lemma + "d", lemma[:-1] + "ing")
    elif lemma.endswith("y") and lemma[-2:-1] not in "aeou":
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing")
    else:
        yield lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")
        for stem in (lemma, lemma + lemma[-1:]):
            yield from (stem + "ed", stem + "ing")
