"""The day that a claim's own sentence gives to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from claims.extraction.acts import Act
from claims.extraction.attribution import Attribution, Span
from claims.extraction.cue_classes import cue_class
from claims.extraction.dates import Timex, day_span
from claims.extraction.types import SaidOn

LONGEST = 31
"""Days in the vaguest expression that dates a claim wherever it stands in the sentence; a year needs its "in"."""
YEAR = 366
LONGEST_OBJECT = 80
WITH_OBJECT = frozenset({"accuse", "announce", "ask", "criticize", "praise", "refuse", "warn", "demand", "threaten"})
"""Classes of cues that take a person or a thing, and not only a clause."""
_CLAUSE = re.compile(
    r"[,;:“”\"]|^(?:that|to|if|whether|for|of)\b|\b(?:is|are|was|were|be|been|will|would|can|could|may|might|should|must"
    r"|has|have|had|does|do|did|to|that|who|which|by|until|before|after|next|\w{3,}ed)\b",
    re.IGNORECASE,
)
CLAUSE = 200
"""Characters before a day in which the words are looked for that it depends on."""
OLD = 60
"""Days before publication."""
CLOSE = 40
"""Characters from a standing view to a day that is still its own."""
WEEK = 7
OCCASION = (
    r"(?:address|appearance|arguments?|article|briefing|broadcast|ceremony|conference|convention|debate|edition|email"
    r"|episode|essay|event|forum|gathering|hearing|interview|letter|meeting|memo|op-ed|panel|poll|post|program|protest"
    r"|rally|remarks|report|ruling|segment|session|show|speech|statement|stop|study|summit|survey|symposium|talk"
    r"|testimony|town hall|trial|tweet|visit|vote)s?"
)
_OF_OCCASION = re.compile(rf"(?:['’]s)?(?: [\w-]+){{0,3}}? {OCCASION}\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s\b")
_NOUN_AFTER = re.compile(
    r" (?!(?:that|to|in|at|on|of|by|for|from|with|after|before|as|and|or|but|when|while|he|she|it|they|we|his|her|its"
    r"|their|the|an?|morning|afternoon|evening|night|during|about|against|over|said|told|is|was|were|had|has|not)\b)[a-z]+"
)
_DETERMINER = re.compile(r"\b(?:the|an?|his|her|its|their|this|that) $", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:who|whom|whose|which|where|when|since|after|before|because|until|while|if|that)\b", re.IGNORECASE
)
_WHEN = re.compile(r"^ when\b")
_BREAK = re.compile(r"[,;:—–]|--")
_MEANWHILE = re.compile(r"(?:While|When|As|(?:After|Before) \w+ing)\b[^,;:—–]*$")
_AT = re.compile(
    r"\b(?:at|during|following|in|of|on)(?: (?:an?|the|his|her|its|their|this|that))?(?: early| late)? $", re.IGNORECASE
)
_AWAY = re.compile(r"\b(?:since|until|till|before) (?:[\w-]+ ){1,5}$", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|during)(?: early| late| mid-?)? $", re.IGNORECASE)
BOUND = re.compile(r"\b(?:until|till|since|by|from|before|through|after)\s+(?:the\s+)?$", re.IGNORECASE)


def own_day(
    text: str, item: Attribution, act: Act, dates: Sequence[Timex], inside: Sequence[Timex] = ()
) -> SaidOn | None:
    """Of the dates told in the claim's sentence, the nearest one to the cue that belongs to the cue's clause.

    Days go before months and years. `inside` are those in contents: where a cue has an object, as in "questioned the
    minister on Monday about", the day behind the object is the cue's.
    """
    first, last = (item.cue[0][0], item.cue[-1][1]) if item.cue else (item.content[0][0], item.content[0][0])
    best: tuple[tuple[bool, int], SaidOn] | None = None
    for found in dates:
        days = day_span(found.value)
        if days is None or not _dates_cue(text, item, act, found, days, first, last):
            continue
        rank = (days[1] - days[0]).days > WEEK, min(abs(found.start - first), abs(found.start - last))
        if best is None or rank < best[0]:
            best = rank, said_on(text, found, days)
    if best:
        return best[1]
    for found in inside:
        days = day_span(found.value)
        if days is not None and (days[1] - days[0]).days <= YEAR and _behind_object(text, item, found):
            return said_on(text, found, days)
    return None


def of_another_time(text: str, item: Attribution, dates: Sequence[Timex], published: date | None) -> bool:
    """Whether the cue's clause names a time long before the news: "wrote in his 1990 book"."""
    if not item.cue or published is None:
        return False
    first, last = item.cue[0][0], item.cue[-1][1]
    for found in dates:
        days = day_span(found.value)
        if days is None or (published - days[1]).days <= OLD:
            continue
        start, end = (found.end, first) if found.start < first else (last, found.start)
        between = _blank(text, start, end, item.content)
        placed = found.start > last or _AT.search(text[max(item.sentence.start, found.start - CLAUSE) : found.start])
        if placed and not _BREAK.search(between) and not _SUBORDINATE.search(between):
            return True
    return False


def _behind_object(text: str, item: Attribution, found: Timex) -> bool:
    start = item.content[0][0]
    if not item.cue or start < item.cue[-1][1] or not start < found.start < item.content[0][1]:
        return False
    object_ = text[start : found.start]
    return (
        len(object_) <= LONGEST_OBJECT
        and cue_class(text, item.cue) in WITH_OBJECT
        and _CLAUSE.search(object_) is None
        and _POSSESSIVE.match(text, found.end) is None
        and not (_DETERMINER.search(object_) and _NOUN_AFTER.match(text, found.end))
    )


def said_on(text: str, found: Timex, days: tuple[date, date]) -> SaidOn:
    return {"start": days[0].isoformat(), "end": days[1].isoformat(), "text": text[found.start : found.end]}


def _dates_cue(
    text: str, item: Attribution, act: Act, found: Timex, days: tuple[date, date], first: int, last: int
) -> bool:
    begin = max(item.sentence.start, found.start - CLAUSE)
    if act == "standing" and min(abs(found.start - last), abs(first - found.end)) > CLOSE:
        return False
    in_source = any(start <= found.start < end for start, end in item.source)
    relative = _SUBORDINATE.match(" ".join(text[start:end] for start, end in item.source)) is not None
    in_cue = first <= found.start < last
    before, after = text[begin : found.start], text[found.end : found.end + 60]
    occasion = _OF_OCCASION.match(after) is not None and _AT.search(before) is not None
    if not occasion and not in_cue:
        attributive = _DETERMINER.search(before) and _NOUN_AFTER.match(after)
        if _POSSESSIVE.match(after) or (attributive and not in_source):
            return False
    length = (days[1] - days[0]).days
    if length > YEAR or (length > LONGEST and not (_IN.search(before) or in_source)):
        return False
    if in_cue:
        return True
    if _AWAY.search(before):
        return False
    if found.start < first:
        clause = _BREAK.split(before)[-1]
        between = _blank(text, found.end, first, item.content)
        if _SUBORDINATE.search(clause) and not _MEANWHILE.match(before) and _BREAK.search(between):
            return False
        own_clause = _WHEN.sub("", _BREAK.split(between)[-1])
        return in_source or relative or _SUBORDINATE.search(own_clause) is None
    between = _blank(text, last, found.start, item.content)
    return _SUBORDINATE.search(between) is None


def _blank(text: str, start: int, end: int, contents: Sequence[Span]) -> str:
    """The text from start to end without the contents."""
    kept, position = [], start
    for first, last in contents:
        if last > position and first < end:
            kept.append(text[position : max(position, first)])
            position = last
    kept.append(text[position:end])
    return " ".join(kept)
