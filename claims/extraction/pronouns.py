"""Pronouns to those they stand for, by what stands near, who spoke last, and who is the subject of a sentence.

The signs are those of Lappin and Leass (1994), in a small form that needs no parser.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from claims.extraction.actors import Actor
from claims.extraction.mentions import Mentions

HE, SHE = frozenset({"he", "his", "him", "himself"}), frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "their", "theirs", "them", "themselves", "both"})
IT = frozenset({"it", "its", "itself"})
FIRST = frozenset({"i", "me", "my", "mine", "we", "us", "our", "ours", "myself", "ourselves"})
PRONOUNS = HE | SHE | THEY | IT | FIRST | {"who", "which", "that", "whom"}
REACH = 8
"""Sentences back to which a pronoun can refer."""
MOST = 60
"""Mentions that are looked at."""
SUBJECT, SOURCE, SPOKE, GENDER, SAME_PARAGRAPH = 1.0, 0.7, 1.0, 0.8, 0.4
FREQUENT = 0.2
"""Times the binary logarithm of the number of mentions."""
QUOTED, POSSESSIVE = -1.6, -0.5
CLEAR = 1.0
"""Lead over the next candidate that leaves little doubt."""


@dataclass(slots=True)
class Context:
    """What the resolver knows when it meets a pronoun."""

    offset: int
    spoke: Actor | None
    """Who spoke last, where that was near."""
    sources: set[int]
    """Starts of the mentions that stand in sources."""
    skip: tuple[int, int] = (-1, -1)
    """The content of the attribution itself: whom it mentions seldom says it."""


def person_meant(mentions: Mentions, gender: str, context: Context) -> tuple[Actor | None, float]:
    """The person and how sure that is, in [0, 1]."""
    weights: dict[int, tuple[float, Actor]] = {}
    here = mentions.sentence(context.offset)
    quotation = mentions.quotation(context.offset)
    paragraph = mentions.paragraph(context.offset)
    for start, end, actor in mentions.before(context.offset, MOST):
        back = here - mentions.sentence(start)
        if actor.kind != "person" or actor.gender not in (None, gender) or back > REACH:
            continue
        weight = -0.8 * back + (SAME_PARAGRAPH if mentions.paragraph(start) == paragraph else 0)
        weight += GENDER if actor.gender else 0
        inside = mentions.quotation(start)
        if context.skip[0] <= start < context.skip[1] or (inside is not None and inside != quotation):
            weight += QUOTED
        elif start in context.sources:
            weight += SUBJECT + SOURCE
        elif mentions.subject(start, end):
            weight += SUBJECT
        if mentions.text[end : end + 2] in ("'s", "’s"):
            weight += POSSESSIVE
        weight += FREQUENT * math.log2(len(actor.mentions))
        if actor is context.spoke:
            weight += SPOKE
        known = weights.get(id(actor))
        if known is None or weight > known[0]:
            weights[id(actor)] = (weight, actor)
    return _best(weights)


def group_meant(mentions: Mentions, context: Context) -> tuple[Actor | None, float]:
    """The organisation that "it" or "its" stands for."""
    weights: dict[int, tuple[float, Actor]] = {}
    here = mentions.sentence(context.offset)
    for start, end, actor in mentions.before(context.offset, MOST):
        back = here - mentions.sentence(start)
        if actor.kind == "person" or back > 2:
            continue
        if actor.kind == "place" and actor is not context.spoke:
            continue
        weight = -float(back)
        inside = mentions.quotation(start) is not None or context.skip[0] <= start < context.skip[1]
        weight += QUOTED if inside else 0
        weight += SUBJECT + SOURCE if start in context.sources else SUBJECT if mentions.subject(start, end) else 0
        weight += SPOKE if actor is context.spoke else 0
        known = weights.get(id(actor))
        if known is None or weight > known[0]:
            weights[id(actor)] = (weight, actor)
    weights = {key: value for key, value in weights.items() if value[0] > 0}
    return _best(weights)


def _best(weights: dict[int, tuple[float, Actor]]) -> tuple[Actor | None, float]:
    ranked = sorted(weights.values(), key=lambda entry: -entry[0])
    if not ranked:
        return None, 0.5
    if len(ranked) == 1:
        return ranked[0][1], 0.92
    lead = ranked[0][0] - ranked[1][0]
    return ranked[0][1], 0.88 if lead >= CLEAR else 0.78 if lead >= CLEAR / 2 else 0.6
