"""Descriptions to the actors that they mean: "the Iraqi prime minister", "the press secretary", "the group"."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from claims.extraction.actors import Actor, fold, longest_role, role_before
from claims.extraction.attribution import Attribution, Span
from claims.extraction.lexicon import words
from claims.extraction.mentions import Mentions
from claims.extraction.names import demonyms, name_words

SPEAKING_ROLES = frozenset({"spokesman", "spokeswoman", "spokesperson", "press secretary"})
"""One job under several names."""
REACH = 20_000
"""Code points back to which "the Iraqi prime minister" can refer."""
NEARBY = 400
"""Code points within which a description and a name without a title can mean one person."""
EMPTY = frozenset({"", "the", "this", "that", "also", "a", "an", "former", "his", "her", "its"})
WORD = re.compile(r"[\w.’'-]+")
PAIRED = re.compile(r"\s+and\s+(?:the\s+)?")
PAIR_WORDS = re.compile(r"(?:the |both )?(?:two )?(?:governments|countries|sides|capitals|nations)$", re.IGNORECASE)


def described_actor(mentions: Mentions, surface: str, item: Attribution, spoke_last: Actor | None) -> Actor | None:
    """The actor whose titles have all words of a definite description, or whose name has its head."""
    offset = item.source[0][0]
    tokens = [word for token in WORD.findall(surface) if (word := _plain(token)) not in EMPTY]
    if not tokens:
        return None
    role, _ = longest_role([word.lower() for word in WORD.findall(surface)])
    person = _person(mentions, offset, tokens, role)
    if person is not None:
        return person
    core = next((i for i, word in enumerate(tokens) if i and word in words("prepositions")), len(tokens))
    head = tokens[core - 1]
    if head not in name_words("group_nouns") or role in SPEAKING_ROLES:
        return None
    in_quote = _named_by_quote(mentions, item)
    if in_quote:
        return in_quote
    candidates = [
        (end, actor)
        for _, end, actor in mentions.recent(offset, 1500)
        if actor.kind == "organization"
        and (head in {fold(part) for part in actor.name.split()} or (len(tokens) == 1 and spoke_last is actor))
    ]
    return max(candidates, key=lambda entry: entry[0])[1] if candidates else None


def bare_name_nearby(mentions: Mentions, surface: str, item: Attribution, sources: Sequence[Span]) -> Actor | None:
    """Who "the Iraqi prime minister" is when the article gives nobody that title: the only person without a title
    in the same paragraph before it, or the one whom the next source introduces. Their role is then the description's.
    """
    role, organization, words_of_role = role_before(surface)
    if role is None or role in SPEAKING_ROLES or WORD.findall(surface)[-1].lower() != role.split()[-1]:
        return None
    start, end = item.source[0][0], item.source[-1][1]
    opening = max(mentions.text.rfind("\n", 0, start) + 1, start - NEARBY)
    before = {id(actor): actor for _, _, actor in mentions.inside(opening, start) if actor.kind == "person"}
    found = list(before.values())
    if not found and item.paragraph <= 1:
        after = [entry for entry in mentions.inside(end, end + NEARBY) if entry[2].kind == "person"]
        if after and any(first <= after[0][0] < last for first, last in sources):
            found = [after[0][2]] if after[0][2].mentions[0][0] == after[0][0] else []
    if len(found) != 1 or found[0].role is not None:
        return None
    actor = found[0]
    actor.role, actor.on_behalf_of = role, actor.on_behalf_of or organization
    actor.described |= words_of_role
    return actor


def pair_named(mentions: Mentions, start: int, end: int) -> list[Actor]:
    """The two or more actors of "Baghdad and Washington", where text[start:end] is nothing else."""
    inside = mentions.inside(start, end)
    if len(inside) < 2 or mentions.text[start : inside[0][0]].strip().lower() not in ("", "the", "both"):
        return []
    joined = all(
        re.fullmatch(r"\s+and\s+(?:the\s+)?|,\s+(?:and\s+)?(?:the\s+)?", mentions.text[left[1] : right[0]])
        for left, right in itertools.pairwise(inside)
    )
    return [actor for _, _, actor in inside] if joined and inside[-1][1] == end else []


def pair_described(mentions: Mentions, surface: str, offset: int) -> list[Actor]:
    """The pair that "the two governments" means: the last two places or organisations that were joined by "and"."""
    if not PAIR_WORDS.match(surface) or "two" not in surface.lower():
        return []
    near = mentions.inside(max(0, offset - 3000), offset)
    for left, right in reversed(list(itertools.pairwise(near))):
        if PAIRED.fullmatch(mentions.text[left[1] : right[0]]) and "person" not in (left[2].kind, right[2].kind):
            return [left[2], right[2]]
    return []


def _person(mentions: Mentions, offset: int, tokens: list[str], role: str | None) -> Actor | None:
    wanted = {_country(word) for word in tokens if word not in words("prepositions")}
    if role in SPEAKING_ROLES:
        wanted -= {fold(word) for word in role.split()}
    candidates = [
        (end, actor)
        for _, end, actor in mentions.recent(offset, REACH)
        if actor.kind == "person"
        and wanted <= {_country(word) for word in actor.described}
        and (role not in SPEAKING_ROLES or actor.role in SPEAKING_ROLES)
    ]
    return max(candidates, key=lambda entry: entry[0])[1] if candidates else None


def _plain(token: str) -> str:
    return fold(token.removesuffix("'s").removesuffix("’s"))


def _country(word: str) -> str:
    """ "iraqi" and "iraq" are one word."""
    return fold(demonyms().get(word, word))


def _named_by_quote(mentions: Mentions, item: Attribution) -> Actor | None:
    """The organisation that a quotation begins with: "The Front rejects ..." said by "the group"."""
    if not item.quoted or not item.content:
        return None
    start = item.content[0][0]
    opening = mentions.inside(start, start + 80)
    if not opening or opening[0][0] > start + 6:
        return None
    return opening[0][2] if opening[0][2].kind == "organization" else None
