"""The people and organisations of one article: their mentions, fullest names, roles and whom they speak for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from claims.extraction.entities import Entity
from claims.extraction.lexicon import words
from claims.extraction.names import demonyms, is_people, name_words

SENTENCE_BREAK = re.compile(
    r"(?<!Mr)(?<!Mrs)(?<!Ms)(?<!Dr)(?<!Gen)(?<!Maj)(?<!Lt)(?<!Col)(?<!Capt)(?<!Adm)(?<!Sgt)(?<!Brig)(?<!Sen)(?<!Rep)"
    r"(?<!Gov)(?<!Rev)(?<!\.[A-Z])(?<! [A-Z])[.!?]\s+(?=[A-Z\"“])|\n"
)
ROLE_PREFIX = 110
ROLE_SUFFIX = 120
WORD = re.compile(r"[\w.’'-]+")
FOR = re.compile(r"\b(?:for|of|at|with|from|to)\s+(?:the\s+)?")
ORGANIZATION_NAME = re.compile(r"(?:[A-Z][\w’'&.-]*)(?:\s+(?:(?:of|for|and|the|on|in)\s+)*[A-Z][\w’'&.-]*)*")


COMPOUND = re.compile(
    r"(?<![\w.])(?:(?!(?:The|A|An|This|That|These|His|Her|Its|Their|Our|In|On|At|But|And"
    r"|If|When|While|As|After|For|By|Some|Many|No) )"
    r"(?:(?:[A-Z]\.)+|[A-Z][\w’'-]*)[ \u00a0]){1,4}(?:(?:foreign|defen[cs]e|interior|health|finance|oil|justice"
    r"|education|armed|security|federal|military|political|militant|rebel)[ \u00a0])?"
    r"(?:government|campaign|administration|ministry|army|military|movement|militia|party|parliament|cabinet|embassy"
    r"|judiciary|police|delegation|regime|forces|group|organization|organisation|authority|navy)\b"
)


OF_STATES = frozenset(
    {
        "government",
        "army",
        "military",
        "parliament",
        "cabinet",
        "embassy",
        "ministry",
        "police",
        "judiciary",
        "navy",
        "delegation",
    }
)
"""With a people before it ("the Chadian army"), only these make a name; "Chadian militia" is a description."""


@dataclass(slots=True)
class Actor:
    """One person or organisation of the article with its mentions, in order."""

    name: str
    kind: str
    mentions: list[tuple[int, int]] = field(default_factory=list)
    role: str | None = None
    on_behalf_of: str | None = None
    described: set[str] = field(default_factory=set)
    """Words that the article described it with, for "the Iraqi prime minister"."""
    gender: str | None = None
    acronym: str | None = None


def fold(name: str) -> str:
    """A name for comparing: no case, no "al-", no dots or hyphens."""
    folded = name.casefold().replace("’", "'")
    return re.sub(r"[^\w ]", "", re.sub(r"\b(?:al|el)[- ]", "", folded)).strip()


def find_actors(text: str, entities: list[Entity]) -> list[Actor]:
    """Actors in the order in which the article introduces them."""
    actors: list[Actor] = []
    by_last: dict[str, list[Actor]] = {}
    by_name: dict[str, Actor] = {}
    by_first: dict[str, list[Actor]] = {}
    people = [item for item in entities if item.label == "Person"]
    for item in sorted(people, key=lambda item: (text[item.start : item.end].count(" ") == 0, item.start)):
        surface = " ".join(text[item.start : item.end].split())
        parts = [fold(part) for part in surface.split()]
        actor = by_name.get(fold(surface)) or (_same_person(parts, by_last) if parts else None)
        if actor is None:
            actor = Actor(surface, "person")
            actors.append(actor)
            for key in {parts[-1], parts[-2] if len(parts) > 3 else parts[-1]}:
                by_last.setdefault(key, []).append(actor)
        elif (
            len(surface) > len(actor.name)
            and surface.count(" ") >= actor.name.count(" ")
            and parts[-1] == fold(actor.name.split()[-1])
        ):
            actor.name = surface
        by_name.setdefault(fold(surface), actor)
        actor.mentions.append((item.start, item.end))
    for item in entities:
        if item.label in ("Organization", "Location"):
            _add_organization(text, item, actors, by_name, by_first)
    for match in COMPOUND.finditer(text):
        _add_compound(match, actors, by_name)
    for actor in actors:
        actor.mentions.sort()
        if actor.kind == "person":
            _describe(text, actor)
    actors.sort(key=lambda actor: actor.mentions[0])
    return actors


def _same_person(parts: list[str], by_last: dict[str, list[Actor]]) -> Actor | None:
    namesakes = by_last.get(parts[-1], [])
    if len(parts) == 1:
        return max(namesakes, key=lambda actor: len(actor.mentions), default=None)
    for actor in namesakes:
        known = [fold(part) for part in actor.name.split()]
        if parts[0] == known[0] or (len(parts[0]) == 1 and known[0].startswith(parts[0])):
            return actor
    return None


def _add_organization(
    text: str, item: Entity, actors: list[Actor], by_name: dict[str, Actor], by_first: dict[str, list[Actor]]
) -> None:
    surface = re.sub(r"^(?:the|The)\s+", "", " ".join(text[item.start : item.end].split()))
    folded = fold(surface)
    actor = by_name.get(folded)
    if actor is None and item.label == "Organization" and " " in folded:
        for other in by_first.get(folded.split()[0], []):
            known = fold(other.name)
            if (known + " ").startswith(folded + " ") or (folded + " ").startswith(known + " "):
                actor = other
                actor.name = max(actor.name, surface, key=len)
                break
    if actor is None:
        kind = "organization" if item.label == "Organization" else "place"
        actor = Actor(surface, kind)
        actors.append(actor)
        if kind == "organization" and " " in folded:
            by_first.setdefault(folded.split()[0], []).append(actor)
        acronym = re.match(r"\s*\(([A-Z][A-Za-z.]{1,9})\)", text[item.end : item.end + 14])
        if acronym and kind == "organization":
            by_name.setdefault(fold(acronym[1]), actor)
            actor.acronym = acronym[1]
    by_name.setdefault(folded, actor)
    actor.mentions.append((item.start, item.end))


def _add_compound(match: re.Match[str], actors: list[Actor], by_name: dict[str, Actor]) -> None:
    """A name and a noun in lower case: "the Chadian government", "the Sahwa movement"."""
    surface = " ".join(match.group().split())
    if re.search(r"['’]s? ", surface) or (is_people(surface.split()[0]) and surface.split()[-1] not in OF_STATES):
        return
    actor = by_name.get(fold(surface))
    if actor is None:
        actor = Actor(surface, "organization")
        actors.append(actor)
        by_name[fold(surface)] = actor
    actor.mentions.append(match.span())


def _describe(text: str, actor: Actor) -> None:
    """Role, organisation and gender from the titles before and the appositions behind each mention."""
    for start, end in actor.mentions:
        before = SENTENCE_BREAK.split(text[max(0, start - ROLE_PREFIX) : start])[-1]
        before = re.split(r"[,;:()“”\"—]", before)[-1] if not re.search(r"[,;:]\s*$", before) else before
        role, organization, described = role_before(before)
        after = re.match(r",\s([^.;:“”\"\n]{3,120})", text[end : end + ROLE_SUFFIX + 3])
        behind_role: str | None = None
        if after:
            behind_role, behind_organization, behind = role_behind(after[1])
            if behind_role:
                described |= behind
                role, organization = role or behind_role, organization or behind_organization
        if role or described:
            actor.described |= described
            if actor.role is None:
                actor.role = role
            if actor.on_behalf_of is None:
                actor.on_behalf_of = organization
        actor.gender = actor.gender or _gender(before, actor.name)
    actor.described |= {fold(part) for part in actor.name.split()}


def _gender(before: str, name: str) -> str | None:
    last = [word.lower() for word in WORD.findall(before)][-2:]
    if any(word in name_words("female_words") for word in last):
        return "f"
    if any(word in name_words("male_words") for word in last):
        return "m"
    first = name.split()[0].lower() if " " in name else ""
    return "f" if first in name_words("female_names") else "m" if first in name_words("male_names") else None


def role_before(before: str) -> tuple[str | None, str | None, set[str]]:
    """From "State Department spokesman " the role, the organisation, and the describing words."""
    tokens = [match.group() for match in WORD.finditer(before)]
    kept: list[str] = []
    for token in reversed(tokens):
        lower = token.lower().removesuffix("'s").removesuffix("’s")
        title = token[0].isupper() or "-" in token
        if (
            title
            or lower in ROLE_VOCABULARY
            or (kept and lower in ("of", "for", "to", "the", "and") and kept[-1][0].isupper())
        ):
            kept.append(token)
            continue
        break
    kept.reverse()
    while kept and kept[0].lower() in ("of", "for", "to", "the", "and", *words("linking_adverbs")):
        kept.pop(0)
    if not kept:
        return None, None, set()
    lowered = [token.lower() for token in kept]
    role, at = longest_role(lowered)
    if role is None:
        return None, None, set()
    organization = _organization(kept[:at])
    behind = kept[at + len(role.split()) :]
    if organization is None and behind and behind[0].lower() in ("of", "for", "at"):
        organization = " ".join(behind[1:]).removeprefix("the ") or None
    return role, organization, {fold(token.removesuffix("'s").removesuffix("’s")) for token in kept}


def role_behind(after: str) -> tuple[str | None, str | None, set[str]]:
    """From "a spokesman for the ministry, told" the role, the organisation, and the describing words."""
    piece = after.split(",")[0]
    if not re.match(r"(?:an?|the|one of|[A-Z]\w+['’]s|its|his|their)\s|\w+\s(?:of|for|at)\s|[A-Z]", piece):
        return None, None, set()
    tokens = [match.group() for match in WORD.finditer(piece)][:16]
    lowered = [token.lower() for token in tokens]
    role, at = longest_role(lowered)
    if role is None or at > 6:
        return None, None, set()
    organization = None
    rest = piece.lower().find(role)
    complement = FOR.search(piece, max(0, rest))
    if complement and complement.start() - rest - len(role) < 3:
        name = ORGANIZATION_NAME.match(piece, complement.end())
        organization = name.group() if name else None
    if organization is None:
        organization = _organization(tokens[:at])
    return role, organization, {fold(token) for token in tokens} - {"a", "an", "the", "of", "for"}


def longest_role(lowered: list[str]) -> tuple[str | None, int]:
    """The longest known role among lower-case words, the last one when several are as long, and where it starts."""
    best: tuple[int, int] | None = None
    for size in (3, 2, 1):
        for at in range(len(lowered) - size, -1, -1):
            if " ".join(lowered[at : at + size]) in name_words("roles"):
                best = best or (at, size)
        if best:
            break
    if best is None:
        return None, 0
    return " ".join(lowered[best[0] : best[0] + best[1]]), best[0]


def _organization(before: list[str]) -> str | None:
    """The organisation or country in the words before a role."""
    names = [token.removesuffix("'s").removesuffix("’s") for token in before]
    names = [name for name in names if name.lower() not in name_words("role_modifiers") or name[0].isupper()]
    while names and (names[0].lower() in words("determiners") or names[0].lower() in TENURE):
        names.pop(0)
    while names and names[-1].lower() in ("deputy", "chief", "senior", "former", "acting", "the", "a", "top", "and"):
        names.pop()
    if not names:
        return None
    country = demonyms().get(names[0].lower())
    if country and (len(names) == 1 or names[-1].lower() not in name_words("organization_heads")):
        return country
    if not names[0][0].isupper():
        return None
    return " ".join(names)


TENURE = frozenset(
    {
        "former",
        "acting",
        "interim",
        "senior",
        "deputy",
        "assistant",
        "then",
        "ex",
        "longtime",
        "outgoing",
        "incoming",
        "top",
        "late",
        "veteran",
        "retired",
        "vice",
        "chief",
    }
)
ROLE_VOCABULARY = (
    frozenset(word for role in name_words("roles") for word in role.split())
    | name_words("role_modifiers")
    | name_words("honorifics")
    | name_words("ranks")
    | name_words("organization_heads")
    | frozenset({"spokesman", "spokeswoman", "air"})
)
