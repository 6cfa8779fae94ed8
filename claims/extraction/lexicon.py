"""The word lists: cue verbs with their classes and complements, closed word classes, abbreviations."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data")

IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "begin": ("begins", "began", "begun", "beginning"),
    "read": ("reads", "read", "read", "reading"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "know": ("knows", "knew", "known", "knowing"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "put": ("puts", "put", "put", "putting"),
    "make": ("makes", "made", "made", "making"),
    "lay": ("lays", "laid", "laid", "laying"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "forecast": ("forecasts", "forecast", "forecast", "forecasting"),
    "be": ("is", "was", "been", "being"),
}
DOUBLING = frozenset({"plan", "admit", "refer", "commit", "dub", "quip", "brag", "beg", "rebut", "prefer"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a word form: its lemma (with a particle, as in "call for"), class, complements and form."""

    lemma: str
    cue_class: str
    frames: frozenset[str]
    form: str
    """base, s, past, participle (past) or ing; past forms that double as participles are "past"."""
    particles: tuple[str, ...]


def inflections(verb: str) -> dict[str, str]:
    """Form to its name ("said" -> "past"); of two names for a form, the first of s, past, participle, ing holds."""
    if verb in IRREGULAR:
        third, past, participle, ing = IRREGULAR[verb]
    else:
        stem = verb + verb[-1] if verb in DOUBLING else verb
        if verb.endswith("y") and verb[-2] not in "aeou":
            third, past, ing = verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
        elif verb.endswith("e"):
            third, past, ing = verb + "s", verb + "d", verb[:-1] + "ing"
        elif verb.endswith(("s", "sh", "ch", "x")):
            third, past, ing = verb + "es", verb + "ed", verb + "ing"
        else:
            third, past, ing = verb + "s", stem + "ed", stem + "ing"
        participle = past
    forms: dict[str, str] = {}
    for form, name in ((third, "s"), (past, "past"), (participle, "participle"), (ing, "ing"), (verb, "base")):
        forms.setdefault(form, name)
    return forms


@cache
def cues() -> dict[str, tuple[Cue, ...]]:
    """Word form -> its senses as a cue, those with the most particles first."""
    with (DATA / "cues.toml").open("rb") as file:
        classes = tomllib.load(file)
    found: dict[str, list[Cue]] = {}
    for cue_class, lemmas in classes.items():
        for lemma, frames in lemmas.items():
            if not frames:
                continue
            verb, *particles = lemma.split()
            if verb == "be":
                found.setdefault(particles[0], []).append(Cue(lemma, cue_class, frozenset(frames), "adjective", ()))
                continue
            for form, name in inflections(verb).items():
                found.setdefault(form, []).append(Cue(lemma, cue_class, frozenset(frames), name, tuple(particles)))
    return {form: tuple(sorted(senses, key=lambda cue: -len(cue.particles))) for form, senses in found.items()}


@cache
def _words() -> dict[str, frozenset[str]]:
    with (DATA / "words.toml").open("rb") as file:
        return {name: frozenset(items) for name, items in tomllib.load(file).items()}


def words(name: str) -> frozenset[str]:
    """A list of words.toml by its name, lower case."""
    return _words()[name]
