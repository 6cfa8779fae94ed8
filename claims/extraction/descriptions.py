"""Descriptions to the actors that they mean: "the Iraqi prime minister", "the press secretary", "the group"."""

from __future__ import annotations

import itertools
import re
import sys
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from claims.extraction.actors import Actor
from claims.extraction.lexicon import words
from claims.extraction.mentions import Mentions
from claims.extraction.names import demonyms, name_words
from claims.extraction.roles import EMPTY, WORD, classes_in, fold, groups, plain, role_words, wider

GENERIC = frozenset({
    "former", "senior", "new", "current", "then", "longtime", "first", "last", "late", "veteran", "same", "top",
    "acting", "presumptive", "old", "young", "year", "year-old", "said", "one", "own", "fellow", "two", "three", "high",
})  # fmt: skip
"""Modifiers that tell nothing apart."""
INDEFINITE = frozenset({
    "a", "an", "one", "some", "another", "two", "three", "several", "many", "most", "few", "other", "others", "any",
    "no", "every", "each", "more", "hundreds", "thousands", "dozens",
})  # fmt: skip
LEVELS = frozenset({"federal", "national", "state", "local", "regional", "threejudge", "top", "united states"})
"""Modifiers of groups that names often lack."""
FOREMOST = 3
"""Mentions that make an organisation the one that "the company" means, where no other has half as many."""
STOP = frozenset({"who", "which", "that", "whose", "said", "accused", "led", "based", "including", "where"})
OPENING = 4
"""Sentences, with a headline, in which somebody can be described first and named afterwards."""
AHEAD = 1800
"""Code points within which the name then follows."""
NEARBY = 400
"""Code points within which a description and a name without a role can mean one person."""
PAIR_WORDS = re.compile(r"(?:the |both )?(?:two )?(?:governments|countries|sides|capitals|nations)$", re.IGNORECASE)
PAIRED = re.compile(r"\s+and\s+(?:the\s+)?")


@dataclass(slots=True)
class Description:
    """A noun phrase without a name at its head."""

    head: str
    """Its last noun in lower case."""
    cls: str | None
    """The class of the role that the head is."""
    modifiers: set[str]
    """Folded, a people as its country; of the complement too."""
    proper: set[str]
    """Those with a capital."""
    definite: bool
    indefinite: bool
    plural: bool


def described(surface: str) -> Description | None:
    """What a noun phrase tells; None for one without words."""
    tokens = WORD.findall(re.split(r"[,;:(—]", surface.strip(" ,"))[0] or surface)
    if not tokens:
        return None
    lowered = [re.sub(r"['’]s?$", "", token.lower()) for token in tokens]
    core = next((i for i, w in enumerate(lowered) if i and (w in words("prepositions") or w in STOP)), len(tokens))
    found = classes_in(lowered[:core])
    role = found[-1] if found and found[-1][1] == core else None
    cut = role[0] if role else core - 1
    tail = next((i for i, w in enumerate(lowered) if i > core and w in STOP), len(tokens))
    modifiers = {plain(token) for token in [*tokens[:cut], *tokens[core:tail]]}
    modifiers -= EMPTY | GENERIC | words("prepositions")
    if role and (found[-1][1] - found[-1][0]) > 1:
        modifiers.discard(lowered[cut])
    first, head = lowered[0], " ".join(lowered[cut:core]).strip()
    if not head:
        return None
    return Description(
        head,
        role[2] if role else None,
        modifiers,
        _proper(tokens, cut, core, tail) & modifiers,
        first in ("the", "this", "that", "these"),
        first in INDEFINITE,
        role is None and lowered[core - 1].endswith("s") and not lowered[core - 1].endswith(("ss", "us")),
    )


def _proper(tokens: list[str], cut: int, core: int, tail: int) -> set[str]:
    """The capitalised modifiers; the first word has its capital from its place, unless it names a country."""
    found = {plain(token) for token in [*tokens[1:cut], *tokens[core:tail]] if token[0].isupper()}
    first = plain(tokens[0])
    return found | {first} if first in _countries() else found


def person_described(
    mentions: Mentions, what: Description, offset: int, spoke: Actor | None
) -> tuple[Actor | None, float]:
    """The person before the offset whom the article gave the role of the description, and how sure that is."""
    if what.cls is None:
        return None, 0.5
    return _ranked(mentions, what, spoke, lambda actor: actor.mentions[0][0] < offset, offset)


def person_introduced_later(
    mentions: Mentions, what: Description, offset: int, speaks: Callable[[Actor], bool]
) -> tuple[Actor | None, float]:
    """Whom a headline or a first paragraph describes, where the next paragraphs name one such person."""
    if what.cls is None:
        return None, 0.5
    fits = [
        actor
        for actor in _people(mentions, what.cls)
        if actor.mentions[-1][0] > offset
        and _first_after(actor, offset) < offset + AHEAD
        and speaks(actor)
        and _agrees(actor, what, strict=False)[0]
    ]
    return (fits[0], 0.75) if len(fits) == 1 else (None, 0.5)


def group_described(
    mentions: Mentions, what: Description, offset: int, spoke: Actor | None, unknown: bool
) -> tuple[Actor | None, float]:
    """The organisation of "the ministry", "the group": one that has the noun in its name, else who spoke.

    `unknown`: somebody unnamed spoke last, so that "the group" can mean them.
    """
    fits = [actor for actor in _organizations(mentions, what) if actor.mentions[0][0] < offset]
    if fits:
        if spoke in fits:
            return spoke, 0.85
        fits.sort(key=lambda actor: _last_before(actor, offset))
        return fits[-1], 0.85 if len(fits) == 1 else 0.7
    if what.head in role_words("any_group") and what.definite and not what.modifiers and not unknown:
        if spoke is not None and spoke.kind == "organization":
            return spoke, 0.75
        known = [actor for actor in mentions.foremost if actor.mentions[0][0] < offset]
        most = [len(actor.mentions) for actor in known]
        if known and most[0] >= FOREMOST and (len(most) == 1 or most[0] >= 2 * most[1]):
            return known[0], 0.65
    return None, 0.5


def group_introduced_later(mentions: Mentions, what: Description, offset: int) -> tuple[Actor | None, float]:
    """The organisation that a headline or first paragraph describes and the next ones name."""
    fits = [actor for actor in _organizations(mentions, what) if offset < _first_after(actor, offset) < offset + AHEAD]
    fits.sort(key=lambda actor: _first_after(actor, offset))
    return (fits[0], 0.7) if fits else (None, 0.5)


def bare_name_nearby(mentions: Mentions, what: Description, start: int, end: int, sources: set[int]) -> Actor | None:
    """Who "the Iraqi foreign minister" is when the article gives nobody that role: the only person without a role in
    the same paragraph before it, or in the first paragraphs the one whom the next source introduces.
    """
    if what.cls is None or what.cls == "spokesperson":
        return None
    number = mentions.paragraph(start)
    opening = max(mentions.paragraphs[number - 1] if number else 0, start - NEARBY)
    found = list(
        {id(actor): actor for _, _, actor in mentions.inside(opening, start) if actor.kind == "person"}.values()
    )
    if not found and number <= OPENING // 2:
        after = [mention for mention in mentions.inside(end, end + NEARBY) if mention[2].kind == "person"]
        introduced = after and after[0][0] in sources and after[0][2].mentions[0][0] == after[0][0]
        found = [after[0][2]] if introduced else []
    return found[0] if len(found) == 1 and not found[0].classes else None


def named_by_quote(mentions: Mentions, content: tuple[int, int]) -> Actor | None:
    """The organisation that a quotation begins with: "The Front rejects ..." said by "the group"."""
    opening = mentions.inside(content[0], min(content[1], content[0] + 80))
    if not opening or opening[0][0] > content[0] + 6 or opening[0][2].kind != "organization":
        return None
    return opening[0][2]


def pair_described(mentions: Mentions, surface: str, offset: int) -> list[Actor]:
    """The pair that "the two governments" means: the last two places or organisations that were joined by "and"."""
    if not PAIR_WORDS.match(surface) or "two" not in surface.lower():
        return []
    near = mentions.before(offset, 40)
    for left, right in reversed(list(itertools.pairwise(near))):
        if PAIRED.fullmatch(mentions.text[left[1] : right[0]]) and "person" not in (left[2].kind, right[2].kind):
            return [left[2], right[2]]
    return []


def _ranked(
    mentions: Mentions, what: Description, spoke: Actor | None, among: Callable[[Actor], bool], offset: int
) -> tuple[Actor | None, float]:
    fits: list[tuple[int, int, float, Actor]] = []
    for actor in _people(mentions, what.cls or ""):
        if not among(actor):
            continue
        agrees, shared = _agrees(actor, what)
        if agrees:
            fits.append((shared, actor is spoke, _last_before(actor, offset), actor))
    if not fits:
        return None, 0.5
    fits.sort(key=lambda entry: entry[:3])
    if len(fits) == 1:
        return fits[0][3], 0.85
    best, second = fits[-1], fits[-2]
    return best[3], 0.8 if best[0] > second[0] else 0.75 if best[1] > second[1] else 0.62


def _agrees(actor: Actor, what: Description, strict: bool = True) -> tuple[bool, int]:
    """Whether nothing in the modifiers speaks against the actor, and how many of them the article said of them."""
    known = actor.described | {fold(word) for word in WORD.findall(actor.on_behalf_of or "")}
    shared = what.modifiers & known
    if what.modifiers and not shared:
        for sort in (_countries(), name_words("portfolios")):
            if what.modifiers & sort and known & sort:
                return False, 0
    for sort in (_countries(), name_words("portfolios")):
        theirs, said = known & sort, what.modifiers & sort
        if theirs and said and not theirs & said:
            return False, 0
    theirs = {fold(word) for word in WORD.findall(actor.on_behalf_of or "")}
    proper = what.proper if strict else what.proper & _countries()
    if theirs - what.modifiers and proper - known:
        return False, 0
    return True, len(shared)


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold(country) for country in demonyms().values()) | name_words("locations")


def _people(mentions: Mentions, cls: str) -> list[Actor]:
    classes = {cls} | wider().get(cls, frozenset())
    return list({id(actor): actor for name in sorted(classes) for actor in mentions.people_called(name)}.values())


def _organizations(mentions: Mentions, what: Description) -> list[Actor]:
    """Those that have the noun of the description in their name, and nothing that speaks against its modifiers."""
    head = frozenset({what.head}) if what.head in name_words("organization_heads") else frozenset()
    fits = mentions.organizations_with(groups().get(what.head, head))
    if not what.modifiers - LEVELS:
        return fits
    return [actor for actor in fits if what.modifiers & actor.described]


def _last_before(actor: Actor, offset: int) -> int:
    at = bisect_left(actor.mentions, (offset, 0))
    return actor.mentions[at - 1][0] if at else -1


def _first_after(actor: Actor, offset: int) -> int:
    at = bisect_left(actor.mentions, (offset, 0))
    return actor.mentions[at][0] if at < len(actor.mentions) else sys.maxsize
