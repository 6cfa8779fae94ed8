"""What stands beside a name: titles before it, appositions around it; the classes of the roles that they tell."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache

from claims.extraction.lexicon import DATA, words
from claims.extraction.names import demonyms, is_people, name_words

WORD = re.compile(r"[\w.’'-]+")
FOR = re.compile(r"\b(?:for|of|at|with|from|to)\s+(?:the\s+)?")
ORGANIZATION_NAME = re.compile(r"(?:[A-Z][\w’'&.-]*)(?:\s+(?:(?:of|for|and|the|on|in)\s+)*[A-Z][\w’'&.-]*)*")
LINKS = frozenset({"of", "for", "to", "the", "and"})
TENURE = frozenset({
    "former", "acting", "interim", "senior", "deputy", "assistant", "then", "ex", "longtime", "outgoing", "incoming",
    "top", "late", "veteran", "retired", "vice", "chief",
})  # fmt: skip
LONGEST = 16
"""Words of an apposition that can belong to the role."""
BEHIND = re.compile(
    r"(?:who\s+(?:is|was|has\s+been|serves?\s+as|served\s+as|worked\s+as|became)|now|then|is|was|became|serves\s+as|served\s+as)\s+"
)
BEGINS = re.compile(r"(?:an?|the|one of|[A-Z]\w+['’]s|its|his|their|her)\s|\w+\s(?:of|for|at)\s|[A-Z]")
LEADS = re.compile(r"who\s+(?:leads|heads|led|headed|runs|chairs|commands)\s+(?:the\s+)?")


@dataclass(slots=True)
class Role:
    """`name` is None where the words tell a rank or a form of address alone."""

    name: str | None = None
    organization: str | None = None
    classes: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """Folded, as `fold` gives them, with the words of the organisation."""


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    with (DATA / "roles.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def class_of() -> dict[str, str]:
    """Lower-case word or words of a role -> its class."""
    return {word: name for name, members in _data()["classes"].items() for word in members}


@cache
def wider() -> dict[str, frozenset[str]]:
    """Class -> the classes whose people it can also mean."""
    return {name: frozenset(members) for name, members in _data()["wider"].items()}


@cache
def groups() -> dict[str, frozenset[str]]:
    """Noun of a group -> the nouns in the names that it can stand for."""
    return {name: frozenset(members) for name, members in _data()["groups"].items()}


@cache
def role_words(name: str) -> frozenset[str]:
    """A list of the table "words"."""
    return frozenset(_data()["words"][name])


@cache
def same_documents() -> tuple[frozenset[str], ...]:
    """Sets of nouns that can mean one and the same text."""
    return tuple(frozenset(items) for name, items in _data()["words"].items() if name.startswith("same_documents_"))


@lru_cache(maxsize=1 << 14)
def fold(name: str) -> str:
    """A name for comparing: no case, no "al-", no dots or hyphens."""
    folded = name.casefold().replace("’", "'")
    return re.sub(r"[^\w ]", "", re.sub(r"\b(?:al|el)[- ](?=\w)", "", folded)).strip()


@lru_cache(maxsize=1 << 14)
def plain(token: str) -> str:
    """Folded, without the possessive, and a people as its country: "Iraqi" and "Iraq's" are one word."""
    bare = re.sub(r"['’]s?$", "", token)
    return fold(demonyms().get(bare.lower(), bare))


def classes_in(lowered: list[str]) -> list[tuple[int, int, str]]:
    """Start, end and class of each role among lower-case words, the longest first where they overlap."""
    found: list[tuple[int, int, str]] = []
    lowered = [re.sub(r"^(?:then|ex|co|vice)-(?=\w)", "", word) for word in lowered]
    at = 0
    while at < len(lowered):
        for size in (3, 2, 1):
            name = class_of().get(" ".join(lowered[at : at + size]))
            if name and at + size <= len(lowered):
                found.append((at, at + size, name))
                at += size
                break
        else:
            at += 1
    return found


def role_before(before: str) -> Role:
    """From "State Department spokesman " the role; an empty one where the words before a name are no title."""
    kept: list[str] = []
    for token in reversed(WORD.findall(before)):
        lower = re.sub(r"['’]s$", "", token.lower())
        if (
            token[0].isupper()
            or "-" in token
            or lower in ROLE_VOCABULARY
            or (kept and lower in LINKS and kept[-1][0].isupper())
        ):
            kept.append(token)
            continue
        break
    kept.reverse()
    while kept and kept[0].lower() in (*LINKS, *words("linking_adverbs")):
        kept.pop(0)
    return _role(kept)


def role_behind(after: str) -> Role:
    """From "a spokesman for the ministry, told" or "is the mayor of" the role."""
    lead = BEHIND.match(after)
    rest = after[lead.end() :] if lead else after
    leads = LEADS.match(after)
    if leads:
        name = ORGANIZATION_NAME.match(after, leads.end())
        named = name.group() if name else after[leads.end() :].split(",")[0]
        return Role(None, name.group() if name else None, {"leader"}, {plain(word) for word in WORD.findall(named)})
    piece = rest.split(",")[0]
    if not BEGINS.match(piece):
        return Role()
    return apposition(piece, 6)


def apposition(piece: str, within: int = LONGEST) -> Role:
    """The role that a noun phrase tells, as "An attorney for the port"; its head among the first `within` words."""
    tokens = WORD.findall(piece)[:LONGEST]
    core = next((i for i, token in enumerate(tokens) if i and token.lower() in words("prepositions")), len(tokens))
    found = classes_in([token.lower() for token in tokens[:core]])
    if not found or found[-1][0] > within or found[-1][1] < core:
        return _named_role(tokens, piece, within)
    return _with_complement(_role(tokens[:core]), piece, tokens)


def _named_role(tokens: list[str], piece: str, within: int) -> Role:
    lowered = [token.lower() for token in tokens]
    role, at = longest_role(lowered)
    if role is None or at > within:
        return Role()
    found = _role(tokens[: at + len(role.split())])
    return _with_complement(found, piece, tokens)


def _with_complement(found: Role, piece: str, tokens: list[str]) -> Role:
    complement = FOR.search(piece)
    if complement and found.organization is None:
        name = ORGANIZATION_NAME.match(piece, complement.end())
        found.organization = name.group() if name else None
    found.words |= {plain(token) for token in tokens} - EMPTY
    return found


def _role(kept: list[str]) -> Role:
    lowered = [token.lower() for token in kept]
    found = classes_in(lowered)
    name, at = longest_role(lowered)
    if not found and name is None:
        return Role()
    result = Role(name, None, {item[2] for item in found}, {plain(token) for token in kept} - EMPTY)
    if name is not None:
        result.organization = _organization(kept[:at])
        behind = kept[at + len(name.split()) :]
        if result.organization is None and behind and behind[0].lower() in ("of", "for", "at"):
            result.organization = " ".join(behind[1:]).removeprefix("the ") or None
    return result


def longest_role(lowered: list[str]) -> tuple[str | None, int]:
    """The longest known role among lower-case words, the last one when several are as long, and where it starts."""
    for size in (3, 2, 1):
        for at in range(len(lowered) - size, -1, -1):
            role = " ".join(lowered[at : at + size])
            if role in name_words("roles"):
                return role, at
    return None, 0


def _organization(before: list[str]) -> str | None:
    """The organisation or country in the words before a role."""
    names = [re.sub(r"['’]s$", "", token) for token in before]
    names = [name for name in names if name.lower() not in name_words("role_modifiers") or name[0].isupper()]
    while names and (
        names[0].lower() in words("determiners") | TENURE
        or (is_people(names[0]) and names[0].lower() not in demonyms())
    ):
        names.pop(0)
    while names and (names[-1].lower() in TENURE or names[-1].lower() in ("the", "a", "and")):
        names.pop()
    if not names:
        return None
    country = demonyms().get(names[0].lower())
    if country and (len(names) == 1 or names[-1].lower() not in name_words("organization_heads")):
        return country
    return " ".join(names) if names[0][0].isupper() else None


EMPTY = frozenset({"", "the", "this", "that", "also", "a", "an", "his", "her", "its", "their", "of", "for", "and", "s"})
ROLE_VOCABULARY = (
    frozenset(word for role in name_words("roles") for word in role.split())
    | frozenset(word for role in class_of() for word in role.split())
    | name_words("role_modifiers")
    | name_words("honorifics")
    | name_words("ranks")
    | name_words("organization_heads")
    | frozenset({"air", "rear"})
)
