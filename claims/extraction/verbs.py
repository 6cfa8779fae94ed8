"""Which words of a sentence report, and how each reporting verb is used."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.layout import Word
from claims.extraction.lexicon import Cue, cues, words

BE = frozenset({"am", "is", "are", "was", "were", "be", "been", "being", "isn't", "wasn't", "weren't", "aren't"})
HAVE = frozenset({"has", "have", "had", "having", "hasn't", "haven't", "hadn't", "'ve"})
MODAL = words("auxiliaries") - BE - HAVE


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb in a sentence: the whole group [first, last), the cue's sense, and how it is used."""

    first: int
    head: int
    last: int
    cue: Cue
    passive: bool
    participial: bool


def reporting_verbs(tokens: list[Word]) -> list[Verb]:
    """The sentence's reporting verbs in order, outside of its quotations."""
    known = cues()
    found = []
    headline = _headline(tokens)
    for index, word in enumerate(tokens):
        senses = known.get(word.lower)
        if senses is None or word.quote or (word.title and index and not headline):
            continue
        for cue in senses:
            verb = _as_verb(tokens, index, cue)
            if verb:
                found.append(verb)
                break
    return found


def _headline(tokens: list[Word]) -> bool:
    """Whether the words have capitals as in a title."""
    names = [word for word in tokens if len(word.text) > 3 and word.text[0].isalpha() and not word.quote]
    return len(names) > 3 and sum(word.title for word in names) > 0.8 * len(names)


def _as_verb(tokens: list[Word], head: int, cue: Cue) -> Verb | None:
    last = head + 1
    for particle in cue.particles:
        if last >= len(tokens) or tokens[last].lower != particle:
            return None
        last += 1
    first = head
    while first > 0 and modifies(tokens[first - 1]):
        first -= 1
    helpers = {tokens[i].lower for i in range(first, head)}
    be, have = bool(helpers & BE), bool(helpers & HAVE)
    modal = bool(helpers & MODAL) or any(item.endswith("n't") for item in helpers)
    if not (be or have or modal or "'s" in helpers or "'d" in helpers):
        while first < head and not (tokens[first].lower.endswith("ly") or tokens[first].lower in words("adverbs")):
            first += 1
    before = tokens[first - 1] if first else None
    passive = participial = False
    match cue.form:
        case "adjective":
            if not be:
                return None
        case "past" | "participle":
            if be and not (cue.form == "past" and have and not be):
                passive = not have or bool(helpers & {"been", "being"})
                if not passive:
                    return None
            elif cue.form == "participle" and not have:
                return None
            if before is not None and not helpers and _qualifies(before):
                return None
        case "ing":
            participial = not be
        case "s":
            if be or have or modal or (before is not None and _qualifies(before)):
                return None
            if _is_noun(tokens, head, first):
                return None
        case _:
            if have or be or (before is not None and (before.lower == "to" or _qualifies(before))):
                return None
            if not modal and (before is None or _is_noun(tokens, head, first)):
                return None
    return Verb(first, head, last, cue, passive, participial)


def _is_noun(tokens: list[Word], head: int, first: int) -> bool:
    """Whether a form that is as often a noun ("claims", "report") has no plain subject right before it."""
    if tokens[head].lower not in words("noun_homographs"):
        return False
    before = tokens[first - 1]
    plain = before.lower in words("subject_pronouns") | words("relative_pronouns") | {
        "that",
        "poll",
        "polls",
        "campaign",
    }
    return not (plain or (before.title and first > 1) or before.text == ",")


def modifies(word: Word) -> bool:
    """Whether the word belongs to the verb behind it: an auxiliary or an adverb."""
    lower = word.lower
    return (
        lower in words("auxiliaries")
        or lower in ("'s", "'d", "'ve", "'ll", "'re")
        or (lower in words("adverbs") and lower not in ("himself", "herself", "themselves", "itself"))
        or (lower.endswith("ly") and not word.title and len(lower) > 4)
    )


def _qualifies(before: Word) -> bool:
    """Whether the word before makes the form a noun or an adjective: "the claim", "his alleged", "of support"."""
    lower = before.lower
    return (
        lower
        in words("determiners") - {"that", "some", "many", "most", "several", "both", "all", "few", "these", "those"}
        or lower == "'s"
        or (lower in words("prepositions") and lower not in ("as", "before", "after", "since", "like"))
    )
