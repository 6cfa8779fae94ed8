"""Named entities by their capitals, with types guessed from titles, heads and short lists of places and peoples."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass

from claims.extraction.dates import Timex
from claims.extraction.labels import POSSESSIVE, label_of, names_thing
from claims.extraction.names import ROLE_WORDS, TITLES, is_people, is_title, name_words

CAPITAL = r"(?:(?:[A-Z]\.)+|[A-ZÀ-ÖØ-Þ][\w’'&-]*|al-[A-ZÀ-Þ][\w’'-]*|d['’][A-Z]\w+)"
ABBREVIATED = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Lt|Col|Capt|Cmdr|Adm|Sgt|Sen|Rep|Gov|Rev|Hon|St|Jr|Sr|Brig|Inc|Corp|Co|Ltd)\."
)
LINK = r"(?:of the|of|for the|for|and|the|bin|ibn|al|el|de|da|do|dos|del|della|van|von|der|den|la|le|&)"
SEQUENCE = re.compile(
    rf"(?<![\w])(?:{ABBREVIATED}|{CAPITAL})"
    rf"(?:(?:[ \u00a0]+|-)(?:{ABBREVIATED}|{CAPITAL})|[ \u00a0]{LINK}[ \u00a0]{CAPITAL}){{0,12}}"
)
PART = re.compile(r"[^\s\u00a0]+")
MONEY = re.compile(
    r"(?:US|A|C|HK)?[$€£¥₦₹]\s?\d+(?:[.,]\d+)*(?:\s?(?:million|billion|trillion|thousand|bn|m|k)\b)?"
    r"|\b\d+(?:[.,]\d+)*(?:\s(?:million|billion|trillion|thousand))?\s(?:dollars|euros|pounds|yen|yuan|rupees|dinars|riyals|rand|naira|shillings)\b"
)
CALENDAR = re.compile(r"\d{4}|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)|day\b", re.ASCII)
NATIONAL_BRANCHES = frozenset({"resistance", "jihad", "state", "university", "mission"})


@dataclass(frozen=True, slots=True)
class Entity:
    start: int
    end: int
    label: str
    """Person, Organization, Location, NORP, Date, Money, Facility, Product or Misc."""


def find_entities(text: str, dates: list[Timex]) -> list[Entity]:
    """Entities in order, never overlapping; the dates given are labelled Date where they name a calendar date."""
    found = [Entity(match.start(), match.end(), "Money") for match in MONEY.finditer(text)]
    found += [
        Entity(item.start, item.end, "Date")
        for item in dates
        if item.type == "DATE" and CALENDAR.search(text[item.start : item.end])
    ]
    taken = sorted((item.start, item.end) for item in found)
    lowered = Counter(re.findall(r"\b[a-z]+\b", text))
    headlines = _headlines(text)
    names: list[tuple[int, int]] = []
    titled: list[tuple[int, int]] = []
    for match in SEQUENCE.finditer(text):
        if _overlaps(match.start(), match.end(), headlines):
            titled.append(match.span())
        else:
            names.extend(_pieces(text, match, lowered))
    people = _people(text, names)
    names.extend(_known_in_headlines(text, titled, names, people))
    inside = {text[start:end] for start, end in names if not _opens_sentence(text, start)}
    for start, end in names:
        if not _overlaps(start, end, taken):
            label = label_of(text, start, end, people)
            if _guess(text, start, end, label) and text[start:end] not in inside:
                continue
            if label:
                trimmed = _without_titles(text, start, end) if label == "Person" else (start, end)
                found.append(Entity(*trimmed, label))
    found.sort(key=lambda item: (item.start, -item.end))
    kept: list[Entity] = []
    for item in found:
        if item.end > item.start and (not kept or item.start >= kept[-1].end):
            kept.append(item)
    return _with_places(text, kept)


def _with_places(text: str, found: list[Entity]) -> list[Entity]:
    """ "Islamic Resistance in Iraq" is one name: some organisations carry their country behind "in"."""
    joined: list[Entity] = []
    for item in found:
        last = joined[-1] if joined else None
        if (
            last
            and item.label == "Location"
            and last.label == "Organization"
            and text[last.end : item.start] in (" in ", " in the ")
            and text[last.start : last.end].lower().split()[-1] in NATIONAL_BRANCHES
            and " " in text[last.start : last.end]
        ):
            joined[-1] = Entity(last.start, item.end, "Organization")
        else:
            joined.append(item)
    return joined


def _guess(text: str, start: int, end: int, label: str | None) -> bool:
    """Whether the label rests on a capital at a sentence's start alone."""
    name = text[start:end]
    return label == "Location" and " " not in name and name.lower() not in name_words("locations")


def _headlines(text: str) -> list[tuple[int, int]]:
    """Lines in which nearly every word has a capital: capitals tell nothing there."""
    found = []
    for line in re.finditer(r"[^\n\r]+", text):
        long = [word for word in line.group().split() if len(word) > 3 and word[0].isalpha()]
        if len(long) > 3 and sum(word[0].isupper() for word in long) > 0.75 * len(long) and len(long) < 40:
            found.append(line.span())
    return found


def _known_in_headlines(
    text: str, titled: list[tuple[int, int]], names: list[tuple[int, int]], people: frozenset[str]
) -> list[tuple[int, int]]:
    """Names of the body that occur in the headlines, the longest first."""
    known = {text[start:end].lower() for start, end in names} | people
    found = []
    for begin, stop in titled:
        parts = [(part.start() + begin, part.end() + begin) for part in PART.finditer(text[begin:stop])]
        index = 0
        while index < len(parts):
            size = next(
                (
                    size
                    for size in range(min(6, len(parts) - index), 0, -1)
                    if POSSESSIVE.sub("", text[parts[index][0] : parts[index + size - 1][1]].lower()) in known
                ),
                0,
            )
            if size:
                name = text[parts[index][0] : parts[index + size - 1][1]]
                found.append((parts[index][0], parts[index][0] + len(POSSESSIVE.sub("", name))))
            index += size or 1
    return found


def _opens_sentence(text: str, start: int) -> bool:
    return start == 0 or re.search(r"(?:[.!?:\n”\"“‘(*•-]\s*|^)$", text[max(0, start - 3) : start]) is not None


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    index = bisect_left(taken, (end, 0))
    return index > 0 and taken[index - 1][1] > start


def _pieces(text: str, match: re.Match[str], lowered: Counter[str]) -> list[tuple[int, int]]:
    """A run of capitalised words cut at possessives, at leading words that are no names, and at titles."""
    parts = [(part.start() + match.start(), part.end() + match.start()) for part in PART.finditer(match.group())]
    runs: list[list[tuple[int, int]]] = [[]]
    for start, end in parts:
        word = text[start:end]
        possessive = POSSESSIVE.search(word) if len(word) > 2 else None
        if (
            not runs[-1]
            and not (word.lower() in FIRST_WORDS and end < match.end())
            and _no_name(text, start, word, lowered)
        ):
            continue
        runs[-1].append((start, start + possessive.start() if possessive else end))
        if possessive:
            runs.append([])
    pieces = []
    for run in runs:
        while run and text[slice(*run[-1])].lower() in ("of", "the", "and", "for", "&"):
            run.pop()
        while run and text[slice(*run[0])].lower() in ("of", "the", "and", "for", "&"):
            run.pop(0)
        if run:
            pieces.extend(_split(text, run))
    return pieces


PORTFOLIOS = frozenset({
    "state", "defense", "defence", "energy", "labor", "labour", "commerce", "education", "health", "agriculture",
    "treasury", "transportation", "justice", "interior", "finance", "war", "oil", "trade",
})  # fmt: skip
"""What a secretary or minister is "of", before their name."""


def _split(text: str, run: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut a run into names: at "and", at "of" behind a person, before and behind a title ("Chadian Minister Name")."""
    words = [text[start:end].lower() for start, end in run]
    if not run:
        return []
    heads = name_words("organization_heads") | name_words("location_heads")
    for at in range(1, len(run) - 1):
        link = words[at]
        if link == "of" and words[at - 1] in TITLES and words[at + 1] in PORTFOLIOS and at + 2 < len(run):
            return [*_split(text, run[: at - 1]), *_split(text, run[at + 2 :])]
        joins = words[at - 1] in heads | OF_HEADS
        if (link == "and" and not any(word in name_words("organization_heads") for word in words[at:])) or (
            link in ("of", "for", "and", "the") and not joins and words[at - 1] not in LINKS
        ):
            rest = at + 1
            while rest < len(run) - 1 and words[rest] in LINKS:
                rest += 1
            return [*_split(text, run[:at]), *_split(text, run[rest:])]
    if len(run) > 1 and words[-1] not in heads:
        title = max((i for i in range(len(run) - 1) if words[i] in TITLES), default=None)
        if title is not None and words[title + 1] not in LINKS:
            first = title
            while first > 0 and (
                (words[first - 1] in ROLE_WORDS and words[first - 1] not in heads)
                or words[first - 1] in name_words("ranks")
            ):
                first -= 1
            before = _split(text, run[:first]) if first else []
            return [*before, (run[title + 1][0], run[-1][1])]
    if len(run) > 1 and is_people(words[0]) and words[1] not in heads and words[-1] not in heads and len(run) > 2:
        return [run[0], *_split(text, run[1:])]
    return [(run[0][0], run[-1][1])]


FIRST_WORDS = frozenset(
    {
        "new",
        "north",
        "south",
        "east",
        "west",
        "united",
        "saint",
        "san",
        "white",
        "supreme",
        "national",
        "democratic",
        "republican",
        "central",
        "federal",
        "islamic",
        "state",
        "justice",
        "foreign",
        "first",
        "american",
        "human",
        "world",
        "international",
        "popular",
        "public",
        "great",
        "red",
    }
)
LINKS = frozenset({"of", "for", "and", "the", "in"})
OF_HEADS = frozenset(
    {
        "axis",
        "house",
        "court",
        "united",
        "bank",
        "islamic",
        "department",
        "institute",
        "islands",
        "isle",
        "day",
        "gulf",
        "sea",
        "bay",
        "cape",
        "port",
        "university",
        "college",
        "ministry",
        "republic",
        "kingdom",
        "state",
        "states",
        "council",
        "association",
        "center",
        "centre",
        "movement",
    }
)


def _no_name(text: str, start: int, word: str, lowered: Counter[str]) -> bool:
    lower = POSSESSIVE.sub("", word.lower())
    if lower in name_words("never_names"):
        return True
    opens = start == 0 or re.search(r"(?:[.!?:\n”\"“‘(]\s*|^)$", text[max(0, start - 3) : start]) is not None
    return (
        opens
        and lowered[lower] > 0
        and lower not in name_words("organization_heads") | ROLE_WORDS | name_words("honorifics")
    )


def _people(text: str, names: list[tuple[int, int]]) -> frozenset[str]:
    """Last names of the people that the text introduces by full name or title."""
    last: set[str] = set()
    for start, end in names:
        words = text[start:end].split()
        bare = [word for word in words if not is_title(word.lower())]
        if (len(words) > len(bare) >= 1 or 2 <= len(bare) <= 4) and not names_thing(bare):
            last.add(bare[-1].lower())
            last.add(bare[-1].lower().removeprefix("al-"))
    return frozenset(last)


def _without_titles(text: str, start: int, end: int) -> tuple[int, int]:
    for part in re.finditer(r"\S+", text[start:end]):
        if not is_title(part.group().lower()):
            return start + part.start(), end
    return start, end
