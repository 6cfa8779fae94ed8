"""The names of an article: the entities that can speak, cleaned, with what the entities left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from claims.extraction.entities import Entity
from claims.extraction.name import TOKEN, Name, cleaned, is_role
from claims.extraction.named_again import further_mentions
from claims.extraction.named_sources import names_in_sources
from claims.extraction.names import is_first_name, is_people, name_words
from claims.extraction.roles import fold

KINDS = {
    "Person": "person",
    "Organization": "organization",
    "Location": "place",
    "Facility": "place",
    "Misc": "place",
    "Product": "place",
}
LAST_NAME = re.compile(r"[ \u00a0]([A-Z][a-z][\w-]+)(?![\w-]|[ \u00a0][A-Z])")
HEADLINE = 150
"""Characters before and behind a name that show whether its line is a headline."""


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
    found = _lengthened(text, _merged(names_in_sources(text, found, sources), found))
    return _merged(found, further_mentions(text, found))


def _is_person(name: Name, votes: dict[str, Counter[str]]) -> bool:
    """Whether the article has more people than anything else of that last name, and the first one is a first name."""
    last = votes.get(name.parts[-1], Counter())
    return last["person"] > last.total() / 2 and (is_first_name(name.parts[0]) or last["person"] > 1)


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
            if 0 < cut < len(name.parts) and (words := list(TOKEN.finditer(text, name.start, name.end))):
                shorter = cleaned(text, name.start, words[min(cut, len(words)) - 1].end(), name.kind)
                kept.append(shorter or name)
                continue
        if last and last.kind == name.kind == "person" and text[last.end : name.start] in (" ", "-", "\u00a0"):
            joined = cleaned(text, last.start, name.end, "person")
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
            kept[-1] = cleaned(text, last.start, name.end, "organization") or last
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
            names[at] = cleaned(text, name.start - len(word[0]), name.end, name.kind) or name
        behind = name.end
    return names


def _extended(text: str, name: Name, limit: int) -> Name:
    """A first name with the last name that stands behind it in no entity."""
    if name.kind != "person" or len(name.parts) > 1:
        return name
    behind = LAST_NAME.match(text, name.end, limit)
    if behind is None or not is_first_name(name.parts[0]) or is_role(behind[1]):
        return name
    return cleaned(text, name.start, behind.end(1), "person") or name


def _name(text: str, item: Entity) -> Name | None:
    kind = KINDS.get(item.label)
    if item.label == "NORP" and not _people_word(text[item.start : item.end]):
        kind = "organization"
    return cleaned(text, item.start, item.end, kind) if kind else None


def _people_word(word: str) -> bool:
    return all(is_people(part) or is_people(part.removesuffix("s")) for part in word.split()) or word[:1].islower()


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
