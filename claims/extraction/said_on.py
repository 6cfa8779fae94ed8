"""The day on which a claim was made: named in its own clause, or named for the same speaker nearby."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from claims.extraction.actors import Actor
from claims.extraction.attribution import Attribution
from claims.extraction.dates import Timex, day_span
from claims.extraction.layout import Paragraph, Sentence
from claims.extraction.types import SaidOn, Speaker

PARAGRAPHS_ON = 12
"""How many paragraphs further a day that was named for a speaker still holds."""
PARAGRAPHS_BACK = 4
"""How many paragraphs back it holds: a lead says what was said, and the next paragraphs when."""
LONGEST = 31
"""Days in the vaguest expression that dates a claim, as "in August"."""
BOUND = re.compile(r"\b(?:until|till|since|by|from|before|through|after)\s+(?:the\s+)?$", re.IGNORECASE)
DATELINE = re.compile(r"[A-Z][A-Z\s.,/’'-]*$")
OF_FIRST_VERB = re.compile(r"to \w+(?: (?:early|late))?(?: on)? $")
THAT = re.compile(r"\sthat\b")
PAST = re.compile(r"(?:ed|said|told|wrote|spoke)\b")
PROCEEDINGS = re.compile(
    r"\b(?:voted|hearing|debated?|testif(?:y|ied)|testimony|town hall|convention|news conference|briefing|trial)\b"
)
OPENING = 2
"""Paragraphs, a headline included, in which an article names the proceedings that it reports."""


@dataclass(frozen=True, slots=True)
class Named:
    """A day, and the number of the paragraph that names it for a speaker."""

    paragraph: int
    day: SaidOn


def days_of(
    text: str,
    paragraphs: Sequence[Paragraph],
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    actors: Sequence[Actor],
    dates: Sequence[Timex],
    published: date | None,
) -> list[SaidOn | None]:
    """One day or None per attribution, in their order; never one that begins after `published`.

    A claim takes the day in its own clause; else the last one that the article named for its speaker, in another
    attribution or in a sentence about them ("X, who met the ministers on Monday"); else the next one. What is told
    in the past tense of proceedings that the opening dates ("The committee voted on Monday") was said there.
    """
    contents = [span for item in attributions for span in item.content]
    told = [item for item in _outside(text, dates, contents) if _can_date(text, paragraphs, item, published)]
    starts = [item.start for item in told]
    own = [
        _nearest(text, item, told[bisect_left(starts, item.sentence.start) : bisect_left(starts, item.sentence.end)])
        for item in attributions
    ]
    named = _narrated(text, paragraphs, contents, actors, told)
    for item, speaker, day in zip(attributions, speakers, own, strict=True):
        if day is not None and (key := _key(speaker)):
            named.setdefault(key, []).append((item.sentence.start, Named(item.paragraph, day)))
    for days in named.values():
        days.sort(key=lambda pair: pair[0])
    proceedings = _proceedings(text, paragraphs, told)
    return [
        day or _inherited(item, named.get(_key(speaker), [])) or (proceedings if _in_past(text, item) else None)
        for item, speaker, day in zip(attributions, speakers, own, strict=True)
    ]


def _outside(text: str, dates: Sequence[Timex], contents: list[tuple[int, int]]) -> list[Timex]:
    """The dates that stand in no content, or belong to its first verb: "declined to confirm on Monday that"."""
    kept: list[Timex] = []
    spans = iter(sorted(contents))
    reach, begin = -1, 0
    span = next(spans, None)
    for item in dates:
        while span is not None and span[0] <= item.start:
            reach, begin = max(reach, span[1]), span[0]
            span = next(spans, None)
        if item.start >= reach or (OF_FIRST_VERB.match(text[begin : item.start]) and THAT.match(text, item.end)):
            kept.append(item)
    return kept


def _can_date(text: str, paragraphs: Sequence[Paragraph], item: Timex, published: date | None) -> bool:
    """Whether something can have been said on it: a time not after publication, no bound, no dateline."""
    days = day_span(item.value) if item.type in ("DATE", "TIME") else None
    if days is None or (days[1] - days[0]).days > LONGEST or (published and days[0] > published):
        return False
    start = text.rfind("\n", 0, item.start) + 1
    before = text[max(start, item.start - 40) : item.start]
    return not BOUND.search(before) and not (item.start - start < 40 and DATELINE.match(before))


def _said_on(text: str, item: Timex) -> SaidOn | None:
    days = day_span(item.value)
    if days is None:
        return None
    return {"start": days[0].isoformat(), "end": days[1].isoformat(), "text": text[item.start : item.end]}


def _nearest(text: str, item: Attribution, dates: Sequence[Timex]) -> SaidOn | None:
    anchor = item.cue[0][0] if item.cue else item.content[0][0]
    near = min(dates, key=lambda found: abs(found.start - anchor), default=None)
    return _said_on(text, near) if near else None


def _narrated(
    text: str,
    paragraphs: Sequence[Paragraph],
    contents: list[tuple[int, int]],
    actors: Sequence[Actor],
    told: Sequence[Timex],
) -> dict[str, list[tuple[int, Named]]]:
    """By a person's name, the days of the sentences that tell what they did."""
    people = sorted((start, actor.name) for actor in actors if actor.kind == "person" for start, _ in actor.mentions)
    mentioned = [start for start, _ in people]
    inside = sorted(contents)
    named: dict[str, list[tuple[int, Named]]] = {}
    for item, number, sentence in _placed(paragraphs, told):
        days = day_span(item.value)
        day = _said_on(text, item)
        if day is None or days is None or days[0] != days[1]:
            continue
        for start, name in people[bisect_left(mentioned, sentence.start) : bisect_left(mentioned, sentence.end)]:
            before = bisect_left(inside, (start + 1, 0)) - 1
            if before < 0 or inside[before][1] <= start:
                named.setdefault(name, []).append((sentence.start - 1, Named(number, day)))
    return named


def _placed(paragraphs: Sequence[Paragraph], dates: Sequence[Timex]) -> list[tuple[Timex, int, Sentence]]:
    """Each date with its paragraph's number and its sentence."""
    placed: list[tuple[Timex, int, Sentence]] = []
    sentences = [(number, sentence) for number, paragraph in enumerate(paragraphs) for sentence in paragraph.sentences]
    position = 0
    for item in dates:
        while position < len(sentences) and sentences[position][1].end <= item.start:
            position += 1
        if position < len(sentences) and sentences[position][1].start <= item.start:
            placed.append((item, *sentences[position]))
    return placed


def _inherited(item: Attribution, named: list[tuple[int, Named]]) -> SaidOn | None:
    at = bisect_left(named, item.sentence.start, key=lambda pair: pair[0])
    if at and item.paragraph - named[at - 1][1].paragraph <= PARAGRAPHS_ON:
        return named[at - 1][1].day
    if at < len(named) and named[at][1].paragraph - item.paragraph <= PARAGRAPHS_BACK:
        return named[at][1].day
    return None


def _proceedings(text: str, paragraphs: Sequence[Paragraph], told: Sequence[Timex]) -> SaidOn | None:
    """The day of a vote, a hearing or a debate that the opening reports."""
    for item, number, sentence in _placed(paragraphs, told):
        days = day_span(item.value)
        if number >= OPENING or days is None or days[0] != days[1]:
            continue
        if PROCEEDINGS.search(text[sentence.start : sentence.end]):
            return _said_on(text, item)
    return None


def _in_past(text: str, item: Attribution) -> bool:
    return bool(item.cue) and PAST.search(text[item.cue[0][0] : item.cue[-1][1]]) is not None


def _key(speaker: Speaker | None) -> str:
    return (speaker.get("name") or speaker.get("description") or "") if speaker else ""
