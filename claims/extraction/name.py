"""A name of an article, cleaned of what does not belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claims.extraction.names import is_people, is_title, name_words
from claims.extraction.roles import class_of, fold

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-'’.&](?!s\b)[^\W_]+)*")
HEADS = name_words("organization_heads")


@dataclass(slots=True)
class Name:
    start: int
    end: int
    kind: str
    """person, organization or place."""
    surface: str
    parts: list[str]


def cleaned(text: str, start: int, end: int, kind: str) -> Name | None:
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
        if not is_role(first[1]) or first[1].lower() in name_words("male_names"):
            break
        start += first.end()
    surface = " ".join(text[start:end].split())
    if kind == "place" and surface.count(" ") and surface.split()[-1].lower() in HEADS:
        kind = "organization"
    parts = [part for word in surface.split() if (part := fold(word)) and part not in SUFFIXES]
    if kind == "person" and all(is_role(word) for word in surface.split()):
        return None
    if not parts or (kind == "person" and not any(character.isupper() for character in surface)):
        return None
    return Name(start, end, kind, surface, parts)


def is_role(word: str) -> bool:
    lower = word.lower()
    forms = (lower, f"{lower}.", lower.removesuffix("s"))
    return any(form in class_of() or is_title(form) for form in forms) or is_people(lower) or lower in HEADS
