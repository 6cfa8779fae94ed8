"""The same claim in nearly the same words elsewhere: other articles, no copies, that quote the speaker on it."""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from django.db.models.functions import Left
from rapidfuzz import fuzz

from claims.models import Claim, Heading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

__all__ = ["Wording", "other_wordings", "same_claim"]

DAYS = timedelta(10)
CANDIDATES = 500
SHOWN = 12
COMPARED = 3_000
"""Characters. What begins alike for so long is alike."""
FEWEST = 5
"""Words. Two claims of fewer are alike by accident: “We will not comment”."""
ALIKE, WITHIN = 80, 95
"""Of 100: both as a whole; the shorter one as a part of the longer one."""
TELLING = frozenset(["not", "no", "never", "none", "nothing", "nobody", "neither", "nor", "without", "cannot"]) | {
    name.casefold() for names in (month_name, day_name) for name in names if name
}
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


@dataclass(frozen=True, slots=True)
class Wording:
    claim: Claim
    pieces: list[tuple[str, bool]]
    """Its words in order, with whether the other wording has them too."""
    part: bool
    """It has no words of its own, only fewer."""


def other_wordings(claim: Claim) -> list[Wording]:
    """Of the same speaker within ten days, the most alike first, of the newest that are looked at."""
    speakers = [speaker.who.pk for speaker in claim.speakers.all()]
    words = _words(claim.content_text)
    if not speakers or not claim.day or len(words) < FEWEST:
        return []
    alike = [
        (likeness, pk)
        for pk, text in _candidates(claim, speakers, claim.day)
        if (likeness := _likeness(words, _words(text)))
    ]
    keys = [pk for _, pk in sorted(alike, key=lambda pair: (-pair[0], pair[1]))[:SHOWN]]
    found = Claim.objects.select_related("snapshot__article__outlet").defer("snapshot__text").in_bulk(keys)
    return [_wording(claim.content_text, found[pk]) for pk in keys if pk in found]


def same_claim(one: str, other: str) -> float:
    """How much alike two wordings are, of 100; 0 where they are not near enough to be one claim."""
    return _likeness(_words(one), _words(other))


def _likeness(one: list[str], other: list[str]) -> float:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < FEWEST or len((few := set(shorter)).intersection(longer)) < len(few) / 2:
        return 0
    left, right = " ".join(shorter), " ".join(longer)
    whole = fuzz.ratio(left, right, score_cutoff=ALIKE)
    if whole and _telling(left) == _telling(right):
        return whole
    part = fuzz.partial_ratio_alignment(left, right, score_cutoff=WITHIN)
    if not part:
        return 0
    begins = right.rfind(" ", 0, part.dest_start + 1) + 1
    ends = right.find(" ", part.dest_end)
    there = right[begins : ends if ends >= 0 else None]
    return part.score if _telling(left) == _telling(there) else 0


def _candidates(claim: Claim, speakers: list[int], day: date) -> Iterator[tuple[int, str]]:
    said = Heading.objects.filter(under=Heading.Under.SPEAKER, key__in=speakers, day__range=(day - DAYS, day + DAYS))
    near = Claim.objects.filter(pk__in=said.order_by("-day", "-claim").values("claim")[:CANDIDATES])
    near = near.exclude(snapshot=claim.snapshot_id)
    if claim.group_id:
        near = near.exclude(group=claim.group_id)
    return iter(near.values_list("pk", Left("content_text", COMPARED)))


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:COMPARED].casefold())


def _telling(words: str) -> Counter[str]:
    """The words that may not differ: “by 2025” and “by 2026”, “will” and “will not” make two claims."""
    plain = ("not" if word.replace("’", "'").endswith("n't") else word for word in words.split())
    return Counter("not" if word == "cannot" else word for word in plain if word in TELLING or word[:1].isdigit())


def _wording(text: str, claim: Claim) -> Wording:
    other = claim.content_text[:COMPARED]
    spans = [match.span() for match in _WORD.finditer(other)]
    theirs = [other[start:end].casefold() for start, end in spans]
    matcher = SequenceMatcher(None, _words(text), theirs, autojunk=False)
    shared = {number for block in matcher.get_matching_blocks() for number in range(block.b, block.b + block.size)}
    pieces: list[tuple[str, bool]] = []
    place = 0
    for number, (start, end) in enumerate(spans):
        same = number in shared
        between = (other[place:start], True)
        pieces += [between, (other[start:end], same)]
        place = end
    pieces.append((other[place:], True))
    return Wording(claim, _joined(pieces), part=len(shared) == len(spans))


def _joined(pieces: list[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Neighbours of one kind as one; blanks between words that differ belong to them."""
    joined: list[tuple[str, bool]] = []
    for number, (text, same) in enumerate(pieces):
        if not text.strip() and 0 < number < len(pieces) - 1:
            same = pieces[number - 1][1] or pieces[number + 1][1]
        if joined and joined[-1][1] is same:
            joined[-1] = (joined[-1][0] + text, same)
        else:
            joined.append((text, same))
    return [(text, same) for text, same in joined if text]
