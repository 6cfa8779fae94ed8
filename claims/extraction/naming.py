"""The names of an article: the entities that can speak, cleaned, with what the entities left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from claims.extraction.entities import Entity
from claims.extraction.names import is_people, is_title, name_words
from claims.extraction.roles import class_of, fold, role_words

KINDS = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "Facility": "place",
    "Misc": "place",
    "Product": "place",
}
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&](?!s\b)[^\W_]+)*")
CAPITAL = re.compile(r"(?:[A-ZÀ-Þ]|al-[A-ZÀ-Þ]|\d)")
LINKS = frozenset({"of", "for", "and", "the", "bin", "ibn", "al", "el", "de", "da", "van", "von", "&"})
MEDIA = frozenset({"news", "magazine", "newspaper", "radio", "television"})
BEFORE_NAME = re.compile(r"(?:(?:by|from|to|with)\s+)?(?:the|The)\s+|(?:by|from|to|with)\s+")
BEHIND_NAME = re.compile(r"\s*(?:['’]s?$|[,;:(]|\s(?:who|which|that|himself|herself)\s|$)")
JOINT = re.compile(r"\s(?:and|&)\s")
INNER = re.compile(
    r"\b(?:of|for|by|at|from|in|as|include|includes|including)\s+(?=(?:the\s+)?[A-Z])|['’]s?\s+(?=[A-Z])"
)
ACRONYM = re.compile(r"(?:[A-Z]\.){2,6}|[A-Z]{2,5}")
LAST_NAME = re.compile(r"[ \u00a0]([A-Z][a-z][\w-]+)(?![\w-]|[ \u00a0][A-Z])")
TITLE = re.compile(r"([\w.-]+)\s+(?=\S)")
HEADS = name_words("organization_heads")
MOST_NAMES = 40
"""Names that begin with one word; more of them are no longer looked for."""
SHORTEST_SHOUT = 3
HEADLINE = 150
"""Characters before and behind a name that show whether its line is a headline."""


@dataclass(slots=True)
class Name:
    start: int
    end: int
    kind: str
    """person, organization or place."""
    surface: str
    parts: list[str]


def find_names(text: str, entities: Sequence[Entity], sources: Sequence[tuple[int, int]]) -> list[Name]:
    """Names in order, never overlapping.

    A name that the entities label in several ways gets the label of most of its mentions; where they leave out a
    mention of a known name, or a capitalised name that is a whole source, it is added.
    """
    found = _placed(text, _whole(text, [name for item in entities if (name := _name(text, item))]))
    votes: dict[str, Counter[str]] = {}
    for name in found:
        votes.setdefault(fold(name.surface), Counter())[name.kind] += 1
    for name in found:
        name.kind = votes[fold(name.surface)].most_common(1)[0][0]
        if name.kind == "organization" and len(name.parts) == 2 and _is_person(name, votes):
            name.kind = "person"
    found.sort(key=lambda name: name.start)
    found = _lengthened(text, _merged(_in_sources(text, found, sources), found))
    return _merged(found, _others(text, found))


def _is_person(name: Name, votes: dict[str, Counter[str]]) -> bool:
    """Whether the article has more people than anything else of that last name, and the first one is a first name."""
    last = votes.get(name.parts[-1], Counter())
    first = name.parts[0] in name_words("male_names") or name.parts[0] in name_words("female_names")
    return last["person"] > last.total() / 2 and (first or last["person"] > 1)


def _whole(text: str, names: list[Name]) -> list[Name]:
    """Without the verbs of a headline, and with the words that a person's name lost at its end.

    "Ana Ruiz Slams Port" is cut where the text has "Ana Ruiz"; "Bani" and "Salman" side by side are one person.
    """
    whole = {(name.kind, tuple(name.parts)) for name in names}
    kept: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        last = kept[-1] if kept else None
        if len(name.parts) > 2 and (len(name.parts) > 3 or _in_headline(text, name)):
            cut = next((size for size in (2, 3) if (name.kind, tuple(name.parts[:size])) in whole), 0)
            if 0 < cut < len(name.parts) and TOKEN.search(text, name.start, name.end):
                words = list(TOKEN.finditer(text, name.start, name.end))
                shorter = _cleaned(text, name.start, words[min(cut, len(words)) - 1].end(), name.kind)
                kept.append(shorter or name)
                continue
        if last and last.kind == name.kind == "person" and text[last.end : name.start] in (" ", "-", "\u00a0"):
            joined = _cleaned(text, last.start, name.end, "person")
            if joined and len(joined.parts) < 5 and len(last.parts) + len(name.parts) == len(joined.parts):
                kept[-1] = joined
                continue
        kept.append(name)
    return [
        _extended(text, name, kept[at + 1].start if at + 1 < len(kept) else len(text)) for at, name in enumerate(kept)
    ]


def _in_headline(text: str, name: Name) -> bool:
    """Whether nearly all long words of its line begin with a capital, so that the next word may be none of the name."""
    begin, end = text.rfind("\n", 0, name.start) + 1, text.find("\n", name.end)
    line = text[max(begin, name.start - HEADLINE) : min(end if end >= 0 else len(text), name.end + HEADLINE)]
    long = [word for word in TOKEN.findall(line) if len(word) > 3]
    return len(long) > len(name.parts) and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _placed(text: str, names: list[Name]) -> list[Name]:
    """With the place that belongs to the name of an organisation: "Popular Resistance in Yemen", "Embassy in Oslo"."""
    kept: list[Name] = []
    for name in names:
        last = kept[-1] if kept else None
        if (
            last
            and (last.kind, name.kind) == ("organization", "place")
            and text[last.end : name.start] == " in "
            and last.parts[-1] in name_words("placed_heads")
        ):
            kept[-1] = _cleaned(text, last.start, name.end, "organization") or last
        else:
            kept.append(name)
    return kept


def _lengthened(text: str, names: list[Name]) -> list[Name]:
    """With the first words that its name has elsewhere: "Resistance" behind "Islamic" may be the whole name."""
    leads = {pair for name in names if name.kind == "organization" for pair in pairwise(name.parts)}
    behind = 0
    for at, name in enumerate(names):
        word = re.search(r"(\w+) $", text[max(behind, name.start - 30) : name.start])
        if name.kind == "organization" and word and (fold(word[1]), name.parts[0]) in leads:
            names[at] = _cleaned(text, name.start - len(word[0]), name.end, name.kind) or name
        behind = name.end
    return names


def _extended(text: str, name: Name, limit: int) -> Name:
    """A first name with the last name that stands behind it in no entity."""
    if name.kind != "person" or len(name.parts) > 1:
        return name
    behind = LAST_NAME.match(text, name.end, limit)
    first = name.parts[0] in name_words("male_names") or name.parts[0] in name_words("female_names")
    if behind is None or not first or _is_role(behind[1]):
        return name
    return _cleaned(text, name.start, behind.end(1), "person") or name


def _name(text: str, item: Entity) -> Name | None:
    kind = KINDS.get(item.label)
    if item.label == "NORP" and not _people_word(text[item.start : item.end]):
        kind = "organization"
    return _cleaned(text, item.start, item.end, kind) if kind else None


def _people_word(word: str) -> bool:
    return all(is_people(part) or is_people(part.removesuffix("s")) for part in word.split()) or word[:1].islower()


def _cleaned(text: str, start: int, end: int, kind: str) -> Name | None:
    """Without articles, titles before a person, possessive and marks."""
    surface = text[start:end]
    tail = re.search(r"(?:['’]s?|[\s,.;:\"”“(]+)$", surface)
    if tail and not re.search(r"(?:\b[A-Z]|\.[A-Z]|Inc|Corp|Co|Jr|Sr|Ltd)\.$", surface):
        end = start + tail.start()
    if re.search(r"(?:[A-Z]\.)+[A-Z]$", text[max(start, end - 12) : end]) and text[end : end + 1] == ".":
        end += 1
    while lead := re.match(r"(?:[\s\"“”'‘(@]+|(?:the|The|THE)\s+)", text[start:end]):
        start += lead.end()
    while kind == "person" and (first := re.match(r"([\w.-]+)\s+(?=\S)", text[start:end])):
        if not _is_role(first[1]) or first[1].lower() in name_words("male_names"):
            break
        start += first.end()
    surface = " ".join(text[start:end].split())
    if kind == "place" and surface.count(" ") and surface.split()[-1].lower() in HEADS:
        kind = "organization"
    parts = [part for word in surface.split() if (part := fold(word)) and part not in SUFFIXES]
    if kind == "person" and all(_is_role(word) for word in surface.split()):
        return None
    if not parts or (kind == "person" and not any(character.isupper() for character in surface)):
        return None
    return Name(start, end, kind, surface, parts)


def _is_role(word: str) -> bool:
    lower = word.lower()
    forms = (lower, f"{lower}.", lower.removesuffix("s"))
    return any(form in class_of() or is_title(form) for form in forms) or is_people(lower) or lower in HEADS


def _in_sources(text: str, names: Sequence[Name], sources: Sequence[tuple[int, int]]) -> list[Name]:
    """Sources whose head is a capitalised name, perhaps behind titles, that no entity has as a whole."""
    whole = {(name.start, name.end) for name in names}
    ends = {name.end for name in names}
    spans = set(sources)
    capital = _always_capital(text)
    starts = [name.start for name in names]
    known = {fold(name.surface) for name in names}
    found = []
    for start, end in _phrases(text, sources):
        lead = BEFORE_NAME.match(text, start, end)
        begin = lead.end() if lead else start
        stop = BEHIND_NAME.search(text[begin:end])
        last = begin + stop.start() if stop else end
        group = _around(text, begin, last, _between(names, starts, begin, last))
        if group:
            found.append(group)
            continue
        titled = False
        while first := TITLE.match(text, begin, last):
            if not _is_role(first[1]) or first[1].lower() in HEADS:
                break
            begin, titled = first.end(), True
        joint = JOINT.search(text[begin:last])
        if joint and begin + joint.start() in ends:
            continue
        if any(name.kind == "person" and len(name.parts) > 1 for name in _between(names, starts, begin, last)):
            continue
        if (begin, last) not in whole and fold(text[begin:last]) not in known:
            name = _guess(text, begin, last, titled, capital)
            if name and (name.kind == "organization" or (start, end) in spans):
                found.append(name)
    found.sort(key=lambda name: name.start)
    return found


def _around(text: str, begin: int, last: int, inside: Sequence[Name]) -> Name | None:
    """An organisation that is the end of the source, with the capitalised words before it: "Islamic Resistance"."""
    if len(inside) != 1 or inside[0].kind != "organization" or inside[0].end != last or inside[0].start == begin:
        return None
    before = text[begin : inside[0].start].split()
    if all(word[0].isupper() and word.isalpha() and (is_people(word) or not _is_role(word)) for word in before):
        return _cleaned(text, begin, last, "organization")
    return None


def _between(names: Sequence[Name], starts: Sequence[int], start: int, end: int) -> Sequence[Name]:
    return names[bisect_left(starts, start) : bisect_left(starts, end)]


def _phrases(text: str, sources: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The sources and what stands in them behind a preposition or a possessive."""
    for start, end in sources:
        yield start, end
        if joint := JOINT.search(text, start, end):
            yield start, joint.start()
        for match in INNER.finditer(text, start, end):
            yield match.end(), end
            if joint := JOINT.search(text, match.end(), end):
                yield match.end(), joint.start()


def _guess(text: str, start: int, end: int, titled: bool, capital: frozenset[str]) -> Name | None:
    words = text[start:end].split()
    lowered = [word.lower() for word in words]
    if not words or len(words) > 12 or not words[0][0].isupper() or lowered[0] in name_words("never_names"):
        return None
    if any(word[-1] in "'’" or word[-2:] in ("'s", "’s") for word in words):
        return None
    if not all(CAPITAL.match(word) or word in LINKS or (word in MEDIA and word is words[-1]) for word in words):
        return None
    if ACRONYM.fullmatch(text[start:end]) and (
        "." in text[start:end] or text[max(0, start - 4) : start].lower() == "the "
    ):
        return _cleaned(text, start, end, "organization")
    linked = any(word in ("of", "for", "and", "the", "&") for word in lowered)
    if lowered[-1] in HEADS | MEDIA or words[-1].isdigit() or (linked and "and" not in lowered):
        group = len(words) > 1 and not titled and not any(word in class_of() for word in lowered[: _link(lowered)])
        return _cleaned(text, start, end, "organization") if group else None
    if linked:
        return None
    if any(_is_role(word) or word.lower() in role_words("documents") for word in words) or len(words) > 4:
        return None
    first = lowered[0] in name_words("male_names") or lowered[0] in name_words("female_names")
    if len(words) == 1 and not (titled or first or words[0] in capital):
        return None
    return _cleaned(text, start, end, "person")


def _link(lowered: list[str]) -> int:
    return next((at for at, word in enumerate(lowered) if word in LINKS), len(lowered))


def _always_capital(text: str) -> frozenset[str]:
    """The words that stand with a capital in the midst of sentences, and nowhere without one."""
    lower = set(re.findall(r"\b[a-z]\w*", text))
    return frozenset(word for word in re.findall(r"[a-z,] ([A-Z][\w’'-]*)", text) if word.lower() not in lower)


def _others(text: str, names: Sequence[Name]) -> list[Name]:
    """Further mentions of the names, in capitals too ("RUIZ:"), and of people by their last names."""
    wanted: dict[str, dict[tuple[str, ...], str]] = {}
    for name in names:
        keys = [tuple(TOKEN.findall(name.surface))]
        if name.kind == "person" and len(name.parts) > 1:
            keys.append(tuple(TOKEN.findall(name.surface.removesuffix(" Jr."))[-1:]))
        for key in keys:
            if key and key[0][:1].isupper() and len(wanted.setdefault(key[0].casefold(), {})) < MOST_NAMES:
                wanted[key[0].casefold()].setdefault(key, name.kind)
    for known in name_words("organizations"):
        for form in (known.title(), known.upper()):
            words = tuple(TOKEN.findall(form))
            wanted.setdefault(words[0].casefold(), {}).setdefault(words, "organization")
    longest = {first: sorted(keys.items(), key=lambda item: -len(item[0])) for first, keys in wanted.items()}
    starts, ends = [name.start for name in names], [name.end for name in names]
    tokens = list(TOKEN.finditer(text))
    found: list[Name] = []
    reach = 0
    for at, token in enumerate(tokens):
        first = token.group()
        if not first[0].isupper() or token.start() < reach or first.casefold() not in longest:
            continue
        for key, kind in longest[first.casefold()]:
            last = tokens[min(at + len(key), len(tokens)) - 1]
            if not _same(key, [item.group() for item in tokens[at : at + len(key)]]):
                continue
            clear = bisect_left(starts, last.end()) == bisect_right(ends, token.start())
            if clear and last.end() - token.start() < len(" ".join(key)) + 4:
                again = _cleaned(text, token.start(), last.end(), kind)
                if again:
                    found.append(again)
                reach = last.end()
                break
    return found


def _same(key: tuple[str, ...], words: list[str]) -> bool:
    if tuple(words) == key:
        return True
    shouted = all(word.isupper() for word in words) and len(words[0]) >= SHORTEST_SHOUT
    return shouted and [word.casefold() for word in words] == [word.casefold() for word in key]


def _merged(names: Sequence[Name], more: Sequence[Name]) -> list[Name]:
    """The names, and of the others those that overlap none of them."""
    starts = [name.start for name in names]
    ends = [name.end for name in names]
    clear = [name for name in more if bisect_left(starts, name.end) == bisect_right(ends, name.start)]
    kept: list[Name] = []
    for name in sorted([*names, *clear], key=lambda name: (name.start, -name.end)):
        if not kept or name.start >= kept[-1].end:
            kept.append(name)
    return kept
