"""Which kind of thing a capitalised name is."""

from __future__ import annotations

import re

from claims.extraction.names import is_people, is_title, name_words

POSSESSIVE = re.compile(r"['’]s?$")


def label_of(text: str, start: int, end: int, people: frozenset[str]) -> str | None:
    """The entity label of text[start:end], or None where it names nothing; `people` are known last names."""
    words = text[start:end].split()
    lowered = [POSSESSIVE.sub("", word.lower()) for word in words]
    joined = " ".join(lowered)
    if joined in name_words("locations"):
        return "Location"
    if joined in name_words("organizations"):
        return "Organization"
    if len(words) == 1:
        return _label_word(words[0], lowered[0], people)
    if any(word in name_words("facility_heads") for word in lowered[-1:]) and lowered[-1] not in name_words(
        "organization_heads"
    ):
        return "Facility"
    if lowered[-1] in name_words("organization_heads") or any(
        word in name_words("organization_heads") for word in lowered[:-1] if "of" in lowered or "for" in lowered
    ):
        return "Organization"
    if lowered[-1] in name_words("location_heads") or lowered[0] in (
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "gulf",
        "lake",
        "mount",
    ):
        return "Location"
    bare = [word for word in lowered if not is_title(word)]
    if not bare:
        return None
    if is_people(lowered[0]) or any(word in name_words("organization_heads") for word in lowered):
        return "Organization"
    if "of" in lowered or "the" in lowered or "for" in lowered:
        return "Misc" if "day" in joined else "Organization"
    return "Person" if len(bare) <= 5 else "Misc"


def _label_word(word: str, lower: str, people: frozenset[str]) -> str | None:
    if is_people(lower):
        return "NORP"
    if lower in people or lower.removeprefix("al-") in people:
        return "Person"
    if is_title(lower) or lower in name_words("organization_heads") | name_words("group_nouns"):
        return None
    if word.isupper() and len(word) > 1:
        return "Organization"
    if len(word) < 3:
        return None
    return "Person" if lower.startswith("al-") else "Location"


def names_thing(words: list[str]) -> bool:
    """Whether the words name a place, an organisation or a people rather than a person."""
    lowered = [word.lower() for word in words]
    joined = " ".join(lowered)
    if joined in name_words("locations") or joined in name_words("organizations"):
        return True
    heads = name_words("organization_heads") | name_words("location_heads") | name_words("facility_heads")
    return any(word in heads or word in ("of", "the", "for", "and") for word in lowered) or is_people(lowered[0])
