"""The names that stand as sources and that no entity has."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from claims.extraction.name import HEADS, Name, cleaned, is_role
from claims.extraction.names import is_first_name, is_people, name_words
from claims.extraction.roles import class_of, fold, role_words

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
TITLE = re.compile(r"([\w.-]+)\s+(?=\S)")


def names_in_sources(text: str, names: Sequence[Name], sources: Sequence[tuple[int, int]]) -> list[Name]:
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
            if not is_role(first[1]) or first[1].lower() in HEADS:
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
    if all(word[0].isupper() and word.isalpha() and (is_people(word) or not is_role(word)) for word in before):
        return cleaned(text, begin, last, "organization")
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
        return cleaned(text, start, end, "organization")
    linked = any(word in ("of", "for", "and", "the", "&") for word in lowered)
    if lowered[-1] in HEADS | MEDIA or words[-1].isdigit() or (linked and "and" not in lowered):
        group = len(words) > 1 and not titled and not any(word in class_of() for word in lowered[: _link(lowered)])
        return cleaned(text, start, end, "organization") if group else None
    if linked:
        return None
    if any(is_role(word) or word.lower() in role_words("documents") for word in words) or len(words) > 4:
        return None
    if len(words) == 1 and not (titled or is_first_name(lowered[0]) or words[0] in capital):
        return None
    return cleaned(text, start, end, "person")


def _link(lowered: list[str]) -> int:
    return next((at for at, word in enumerate(lowered) if word in LINKS), len(lowered))


def _always_capital(text: str) -> frozenset[str]:
    """The words that stand with a capital in the midst of sentences, and nowhere without one."""
    lower = set(re.findall(r"\b[a-z]\w*", text))
    return frozenset(word for word in re.findall(r"[a-z,] ([A-Z][\w’'-]*)", text) if word.lower() not in lower)
