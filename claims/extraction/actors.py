"""The people and organisations of one article: their mentions, fullest names, roles and whom they speak for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from claims.extraction.entities import Entity
from claims.extraction.name import SUFFIXES, Name
from claims.extraction.names import name_words
from claims.extraction.naming import find_names
from claims.extraction.roles import WORD, Role, apposition, fold, plain, role_before, role_behind

SENTENCE_BREAK = re.compile(
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Maj)(?<!Lt)(?<!Col)(?<!Capt)(?<!Adm)(?<!Sgt)(?<!Brig)(?<!Sen)(?<!Rep)"
    r"(?<!Gov)(?<!Rev)(?<!Sens)(?<!Reps)(?<!Del)(?<!\.[A-Z])(?<! [A-Z])[.!?]\s+(?=[A-Z\"“])|\n"
)
ROLE_PREFIX = 110
ROLE_SUFFIX = 120
PARTY = re.compile(r"\s?\((?:R|D|I|Rep\.|Dem\.)[-–—,]")
APPOSED = re.compile(
    r"(?:^|[.;:,“\"\n–—-]\s*|\b(?:and|but|by|with|that|said|to)\s+)((?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[A-Z]\S*['’]s)\s[^.;:,“”\"\n]{3,100}),\s$"
)
PRONOUN = re.compile(r"\b(?:he|his|him|himself|she|her|herself)\b", re.IGNORECASE)


@dataclass(slots=True)
class Actor:
    """One person or organisation of the article with its mentions, in order."""

    name: str
    kind: str
    """person, organization, or place: a place, or a thing that is neither, which can speak for its organisation."""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    role: str | None = None
    on_behalf_of: str | None = None
    described: set[str] = field(default_factory=set)
    """Words that the article described it with, for "the Iraqi prime minister"."""
    classes: set[str] = field(default_factory=set)
    """Of its roles."""
    gender: str | None = None
    acronym: str | None = None

    @property
    def parts(self) -> list[str]:
        return name_parts(self.name)


def name_parts(name: str) -> list[str]:
    """The folded words of a person's name, without "Jr." and quoted nicknames."""
    parts = [fold(part) for part in re.sub(r"[\"“‘'(][^\"”’')]*[\"”’')]\s", "", name).split()]
    return [part for part in parts if part and part not in SUFFIXES] or [fold(name)]


def find_actors(text: str, entities: Sequence[Entity], sources: Sequence[tuple[int, int]] = ()) -> list[Actor]:
    """Actors in the order in which the article introduces them; names in the sources are read with most trust."""
    names = find_names(text, entities, sources)
    actors = _people(text, [name for name in names if name.kind == "person"])
    people = {fold(actor.name) for actor in actors}
    actors += _organizations(text, [name for name in names if name.kind != "person"], people)
    for actor in actors:
        actor.mentions.sort()
    starts = sorted(start for actor in actors if actor.kind == "person" for start, _ in actor.mentions)
    for actor in actors:
        if actor.kind == "person":
            _describe(text, actor)
        else:
            actor.described |= {plain(word) for word in WORD.findall(actor.name)}
    _genders(text, actors, starts)
    actors.sort(key=lambda actor: actor.mentions[0])
    return actors


def _people(text: str, names: list[Name]) -> list[Actor]:
    """Full names first, the longest of them before the others; then single names, by last name and by first."""
    actors: list[Actor] = []
    by_part: dict[str, list[Actor]] = {}
    known: dict[tuple[str, ...], Actor | None] = {}
    called_by_one = {name.parts[0] for name in names if len(name.parts) == 1}
    order = sorted(names, key=lambda name: (-min(len(name.parts), 4), name.start))
    for name in order:
        key = tuple(name.parts)
        if key not in known:
            known[key] = _same_person(name.parts, by_part, called_by_one)
        actor = known[key]
        if actor is None:
            actor = known[key] = Actor(name.surface, "person")
            actors.append(actor)
            for part in dict.fromkeys(name.parts):
                by_part.setdefault(part, []).append(actor)
        actor.mentions.append((name.start, name.end))
    return actors


def _same_person(parts: list[str], by_part: dict[str, list[Actor]], called_by_one: set[str]) -> Actor | None:
    """The person whose longer name these parts can be short for.

    A last name that several people share means, first, somebody whom the article does not call by the first name, and
    then the one with most full mentions.
    """
    if len(parts) > 1:
        for actor in by_part.get(parts[-1], []):
            known = actor.parts
            if (known[-1] == parts[-1] and _same_first(parts[0], known[0])) or _inside(parts, known):
                return actor
        return None
    namesakes = by_part.get(parts[0], [])
    last = [actor for actor in namesakes if actor.parts[-1] == parts[0]]
    first = [actor for actor in namesakes if actor.parts[0] == parts[0]]
    return max(
        last or first or namesakes,
        key=lambda actor: (not last or actor.parts[0] not in called_by_one, len(actor.mentions)),
        default=None,
    )


def _same_first(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short)) or (len(full) == 1 and short.startswith(full))


def _inside(parts: list[str], known: list[str]) -> bool:
    """Whether a name is the beginning or the end of a longer one: "Bani Salman" of "Rana Bani Salman"."""
    return len(parts) < len(known) and parts in (known[: len(parts)], known[-len(parts) :])


def _organizations(text: str, names: list[Name], people: set[str]) -> list[Actor]:
    actors: list[Actor] = []
    by_name: dict[str, Actor] = {}
    by_first: dict[str, list[Actor]] = {}
    by_last: dict[str, list[Actor]] = {}
    by_initials: dict[str, Actor] = {}
    for name in sorted(names, key=lambda name: (" " not in name.surface, name.start)):
        folded = fold(name.surface)
        actor = by_name.get(folded)
        if actor is None and " " in folded and name.kind == "organization":
            actor = _longer_or_shorter(name.surface, by_first)
        if actor is None and " " not in folded:
            actor = by_initials.get(folded) if name.surface.isupper() else None
            namesakes = by_last.get(folded, [])
            if actor is None and len(namesakes) == 1 and name.kind == "organization" and folded in NEWS:
                actor = namesakes[0]
        if actor is None:
            actor = Actor(name.surface, name.kind)
            actors.append(actor)
            if name.kind == "organization" and " " in folded:
                by_first.setdefault(folded.split()[0], []).append(actor)
                by_last.setdefault(folded.split()[-1], []).append(actor)
                for initials in _initials(name.surface):
                    by_initials.setdefault(initials, actor)
        if name.kind == "organization" and actor.kind == "place" and folded not in people:
            actor.kind = "organization"
        acronym = re.match(r"\s*\((?:the\s+)?[“\"]?([A-Z][A-Za-z.&-]{1,9})[”\"]?\)", text[name.end : name.end + 20])
        if acronym and " " in folded:
            by_initials.setdefault(fold(acronym[1]), actor)
            actor.acronym = acronym[1]
        by_name.setdefault(folded, actor)
        actor.mentions.append((name.start, name.end))
    return actors


def _longer_or_shorter(surface: str, by_first: dict[str, list[Actor]]) -> Actor | None:
    folded = fold(surface)
    for other in by_first.get(folded.split()[0], []):
        known = fold(other.name)
        if (known + " ").startswith(folded + " ") or (folded + " ").startswith(known + " "):
            other.name = max(other.name, surface, key=len)
            return other
    return None


def _initials(surface: str) -> set[str]:
    """The acronyms that a name can have, folded: of its capitals, without the country before it."""
    letters = [word[0].lower() for word in re.split(r"[\s-]+", surface) if word[:1].isupper()]
    if len(letters) < 2:
        return set()
    found = {"".join(letters)}
    if re.match(r"(?:[A-Z]\.)+ ", surface):
        found.add("".join(letters[1:]))
    return {item for item in found if len(item) > 1}


def _describe(text: str, actor: Actor) -> None:
    """Role, organisation and gender from the titles and appositions around each mention."""
    for start, end in actor.mentions:
        before = SENTENCE_BREAK.split(text[max(0, start - ROLE_PREFIX) : start])[-1]
        for role in (_before(before), _behind(text, end)):
            _add(actor, role)
        if PARTY.match(text, end):
            actor.classes.add("lawmaker")
        actor.gender = actor.gender or _gender(before, actor.name)
    actor.described |= {plain(part) for part in actor.name.split()}


def _add(actor: Actor, role: Role) -> None:
    actor.described |= role.words
    actor.classes |= role.classes
    if actor.role is None and role.name:
        actor.role, actor.on_behalf_of = role.name, actor.on_behalf_of or role.organization


def _before(before: str) -> Role:
    apposed = APPOSED.search(before)
    if apposed:
        return apposition(apposed[1])
    return role_before(re.split(r"[,;:(“”\"—]", before)[-1].rpartition(")")[2])


def _behind(text: str, end: int) -> Role:
    after = re.match(r"(?:,|\s\([^()\n]{1,20}\),?)?\s([^.;:“”\"\n]{3,120})", text[end : end + ROLE_SUFFIX + 24])
    if after is None:
        return Role()
    if after.group()[0] not in ",(" and not re.match(r"(?:is|was|became|serve[sd] as)\s+(?:the|an?)\s", after[1]):
        return Role()
    return role_behind(after[1])


def _gender(before: str, name: str) -> str | None:
    last = [word.lower() for word in WORD.findall(before)][-2:]
    if any(word in name_words("female_words") for word in last):
        return "f"
    if any(word in name_words("male_words") for word in last):
        return "m"
    first = name.split()[0].lower()
    return "f" if first in name_words("female_names") else "m" if first in name_words("male_names") else None


def _genders(text: str, actors: list[Actor], starts: list[int]) -> None:
    """The gender of the pronouns that follow a person's mentions before anybody else is mentioned."""
    following = dict(itertools.pairwise([*starts, len(text)]))
    for actor in actors:
        if actor.kind != "person" or actor.gender:
            continue
        votes = 0
        for start, end in actor.mentions:
            window = re.split(r"[\n“\"]", text[end : min(end + 120, following[start])])[0]
            pronoun = PRONOUN.search(window)
            if pronoun:
                votes += 1 if pronoun.group().lower().startswith("h") and "r" not in pronoun.group().lower() else -1
        actor.gender = "m" if votes > 0 else "f" if votes < 0 else None


NEWS = frozenset({"times", "post", "journal", "court", "senate", "house", "committee", "ministry", "guard", "pentagon"})
"""Last words that stand for the whole name, capitalised and with an article: "the Times"."""
