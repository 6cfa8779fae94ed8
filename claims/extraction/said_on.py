"""The day on which a claim was made: named in its own clause, or that of the occasion on which its speaker spoke."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from claims.extraction.actors import Actor
from claims.extraction.acts import act_of
from claims.extraction.attribution import Attribution, Span
from claims.extraction.dates import Timex, day_span
from claims.extraction.layout import Paragraph, Sentence
from claims.extraction.occasions import Occasions, inherited, next_of_speaker, opening_of
from claims.extraction.own_day import BOUND, LONGEST, LONGEST_OBJECT, YEAR, of_another_time, own_day, said_on
from claims.extraction.telling import Named, Telling, named
from claims.extraction.types import SaidOn, Speaker

NEAR = 400
"""Characters from a cue, or from who acts, to a day that can belong to it."""
LONGEST_TOLD = 2000
OPENING = 3
"""Paragraphs, headlines included, in which an article names the proceedings that it reports."""
FIRST = 8
"""Characters of a sentence before a day that stands first in it: "On Monday, Reed and Hill met"."""
DATELINE = re.compile(r"[A-Z]{2}[A-Z\s.,/’'-]*$")
OF_FIRST_VERB = re.compile(r"to \w+(?: (?:early|late))?(?: on)? $")
THAT = re.compile(r"\sthat\b")
PROCEEDINGS = re.compile(
    r"\b(?:voted|hearing|debated?|testif(?:y|ied)|testimony|town hall|convention|(?:news|press) conference|briefing"
    r"|trial)\b"
)
AHEAD = re.compile(r"\b(?:will|when|if|until|ahead of|scheduled|plans?|next)\b", re.IGNORECASE)
Place = tuple[Timex, int, Sentence]
"""A date, the number of its paragraph, and its sentence."""


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

    A claim takes the day in its own clause. Without one, what somebody said (not what they think, want or have said
    before) takes the last day that the article named for them, in another attribution or in a sentence about them
    ("X, who met the ministers on Monday"); else the next one; else the day of the occasion that the article reports.
    """
    contents = sorted(span for item in attributions for span in item.content)
    outside = _outside(text, dates, contents)
    placed = _placed(paragraphs, [found for found in outside if _can_date(text, found, published)])
    tellings = _tellings(text, attributions, speakers, contents, dates, [found for found, *_ in placed], published)
    by_speaker = _narrated(text, placed, contents, actors, published)
    for telling in tellings:
        if telling.day is not None and telling.key:
            place = telling.item.sentence.start, named(telling.item.paragraph, telling.day, published)
            by_speaker.setdefault(telling.key, []).append(place)
    for places in by_speaker.values():
        places.sort(key=lambda pair: pair[0])
    events = [
        (found.start, named(number, said_on(text, found, days), published))
        for found, number, _ in placed
        if (days := day_span(found.value)) and days[0] == days[1]
    ] + [
        (telling.item.sentence.start, named(telling.item.paragraph, telling.day, published))
        for telling in tellings
        if telling.day is not None and telling.day["start"] == telling.day["end"]
    ]
    events.sort(key=lambda pair: pair[0])
    occasions = Occasions(
        by_speaker,
        events,
        _proceedings(text, placed),
        opening_of(tellings, published),
    )
    vague = [found.start for found in outside if found.value == "PAST_REF"]
    for telling in tellings:
        if telling.day is None:
            sentence = telling.item.sentence
            once = bisect_left(vague, sentence.start) < bisect_left(vague, sentence.end) or telling.once
            telling.day = next_of_speaker(telling, occasions) if once else inherited(telling, occasions)
        occasions.pass_on(telling)
    return [telling.day for telling in tellings]


def _tellings(
    text: str,
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    contents: Sequence[Span],
    dates: Sequence[Timex],
    told: Sequence[Timex],
    published: date | None,
) -> list[Telling]:
    """The attributions with the days that their own clauses name."""
    known = {found.start for found in told}
    within = [found for found in dates if found.start not in known and _can_date(text, found, published)]
    sentences: dict[int, str] = {}
    tellings: list[Telling] = []
    for item, speaker in zip(attributions, speakers, strict=True):
        sentence, anchor = item.sentence, (item.cue or item.content)[0][0]
        if sentence.start not in sentences:
            sentences[sentence.start] = _told(text, sentence, contents)
        act = act_of(text, item)
        day, once = None, False
        if item.source or act == "told":
            near = _between(told, max(sentence.start, anchor - NEAR), min(sentence.end, anchor + NEAR))
            inside = _between(within, item.content[0][0], item.content[0][0] + LONGEST_OBJECT) if item.content else []
            day = own_day(text, item, act, near, inside)
            once = day is None and of_another_time(text, item, near, published)
        source = " ".join(text[start:end] for start, end in item.source)
        tellings.append(Telling(item, act, _key(speaker), source, sentences[sentence.start], day, once))
    return tellings


def _between(dates: Sequence[Timex], start: int, end: int) -> Sequence[Timex]:
    first = bisect_left(dates, start, key=lambda found: found.start)
    return dates[first : bisect_left(dates, end, key=lambda found: found.start)]


def _outside(text: str, dates: Sequence[Timex], contents: Sequence[Span]) -> list[Timex]:
    """The dates that stand in no content, or belong to its first verb: "declined to confirm on Monday that"."""
    kept: list[Timex] = []
    spans = iter(contents)
    reach, begin = -1, 0
    span = next(spans, None)
    for item in dates:
        while span is not None and span[0] <= item.start:
            reach, begin = max(reach, span[1]), span[0]
            span = next(spans, None)
        first_verb = item.start - begin < NEAR and OF_FIRST_VERB.match(text[begin : item.start])
        if item.start >= reach or (first_verb and THAT.match(text, item.end)):
            kept.append(item)
    return kept


def _can_date(text: str, found: Timex, published: date | None) -> bool:
    """Whether something can have been said on it: a time not after publication, no bound, no dateline."""
    days = day_span(found.value) if found.type in ("DATE", "TIME") else None
    if days is None or (days[1] - days[0]).days > YEAR or (published and days[0] > published):
        return False
    line = text.rfind("\n", max(0, found.start - 40), found.start) + 1
    before = text[line or max(0, found.start - 40) : found.start]
    first = line or found.start <= 40
    return not BOUND.search(before) and not (first and DATELINE.match(before))


def _told(text: str, sentence: Sentence, contents: Sequence[Span]) -> str:
    """The sentence without the contents in it."""
    kept, position = [], sentence.start
    at = max(0, bisect_left(contents, (sentence.start, 0)) - 1)
    while at < len(contents) and contents[at][0] < sentence.end:
        if contents[at][1] > position:
            kept.append(text[position : max(position, contents[at][0])])
            position = contents[at][1]
        at += 1
    kept.append(text[position : sentence.end])
    return " ".join(kept)[:LONGEST_TOLD]


def _narrated(
    text: str,
    placed: Sequence[Place],
    contents: Sequence[Span],
    actors: Sequence[Actor],
    published: date | None,
) -> dict[str, list[tuple[int, Named]]]:
    """By a person's name, the days of the sentences that tell what they did."""
    people = sorted((start, actor.name) for actor in actors if actor.kind == "person" for start, _ in actor.mentions)
    mentioned = [start for start, _ in people]
    by_speaker: dict[str, list[tuple[int, Named]]] = {}
    for found, number, sentence in placed:
        days = day_span(found.value)
        if days is None or (days[1] - days[0]).days > LONGEST:
            continue
        place = named(number, said_on(text, found, days), published, claimed=False)
        stands_first = found.start - sentence.start < FIRST
        final = min(sentence.end, found.start + NEAR) if stands_first else found.start
        begin = bisect_left(mentioned, max(sentence.start, found.start - NEAR))
        for start, name in people[begin : bisect_left(mentioned, final)]:
            before = bisect_left(contents, (start + 1, 0)) - 1
            if before < 0 or contents[before][1] <= start:
                by_speaker.setdefault(name, []).append((sentence.end - 1, place))
    return by_speaker


def _placed(paragraphs: Sequence[Paragraph], dates: Sequence[Timex]) -> list[Place]:
    """Each date with its paragraph's number and its sentence."""
    placed: list[Place] = []
    sentences = [(number, sentence) for number, paragraph in enumerate(paragraphs) for sentence in paragraph.sentences]
    position = 0
    for item in dates:
        while position < len(sentences) and sentences[position][1].end <= item.start:
            position += 1
        if position < len(sentences) and sentences[position][1].start <= item.start:
            placed.append((item, *sentences[position]))
    return placed


def _proceedings(text: str, placed: Sequence[Place]) -> SaidOn | None:
    """The day of a vote, a hearing or a debate that the opening reports."""
    for found, number, sentence in placed:
        if number >= OPENING:
            break
        days = day_span(found.value)
        near = text[max(sentence.start, found.start - NEAR) : min(sentence.end, found.start + NEAR)]
        if days is not None and days[0] == days[1] and PROCEEDINGS.search(near) and not AHEAD.search(near):
            return said_on(text, found, days)
    return None


def _key(speaker: Speaker | None) -> str:
    return (speaker.get("name") or speaker.get("description") or "") if speaker else ""
