"""What speaks for a claim's belonging to a story or an event: words, actors, dates. Gathered in a few queries."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from claims.models import Claim, Event, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.postgresql.psycopg_any import DateRange

    from actors.models import Actor
    from sources.models import Snapshot

__all__ = ["EventEvidence", "Evidence", "Said", "gather"]

SEARCHED = 5000
"""Characters of one text that are searched."""
PARAGRAPHS = 120
"""Paragraphs of an article that are searched."""
LEDE = 2
"""Paragraphs that, with the title, say what an article is about."""
NEAR = dt.timedelta(days=4)
"""An article that comes this soon after an event may be a report of it."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_MARK = "\x02", "\x03"
_TOGETHER = re.compile(f"{_MARK[1]}\\s+{_MARK[0]}")


@dataclass
class Said:
    """Words of a query where they were found, as the text has them."""

    content: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """In the paragraphs that the claim stands in."""
    lede: list[str] = field(default_factory=list)
    share: float = 0.0
    """Of the article's paragraphs; for a story, also those that have words of its events."""


@dataclass
class EventEvidence:
    event: Event
    said: Said
    actors: list[Actor]
    date: str = ""
    """The date in the content that falls on the event, as said."""
    exact: bool = False
    """That date is no vaguer than the event's."""
    same_day: bool = False
    """It was said on a day of the event."""
    reported: bool = False
    """The article came out on the event's day or soon after it."""


@dataclass
class Evidence:
    claim: Claim
    story: Story
    said: Said
    actors: list[Actor]
    """Who speaks, or is spoken for, and is an actor of the story."""
    events: list[EventEvidence] = field(default_factory=list)


def gather(claims: Sequence[Claim], stories: Sequence[Story]) -> Iterator[list[Evidence]]:
    """For each claim the evidence for every story that shares words or actors with it or its article."""
    claims = list(
        Claim.objects.filter(pk__in=[claim.pk for claim in claims])
        .select_related("snapshot__article")
        .prefetch_related("dates", "speakers__actor__canonical", "speakers__on_behalf_of__canonical")
        .prefetch_related("speakers__position__organization", "speakers__position__office")
    )
    events = list(Event.objects.standing().filter(story__in=stories).prefetch_related("actors"))
    by_story = defaultdict(list)
    for event in events:
        by_story[event.story_id].append((event, set(event.actors.all())))
    snapshots = {claim.snapshot_id: claim.snapshot for claim in claims}
    paragraphs = {pk: _paragraphs(snapshot.text) for pk, snapshot in snapshots.items()}
    touched: dict[int, set[Key]] = {}
    found = _search(_texts(claims, snapshots, paragraphs), _terms(stories, events))
    for story in stories:
        if mine := found["story", story.pk]:
            keys = [key for event, _ in by_story[story.pk] for key in found["event", event.pk] if key[0] == "paragraph"]
            touched[story.pk] = {*(key for key in mine if key[0] == "paragraph"), *keys}
    concerned = {story.pk: set(story.actors.all()) for story in stories}
    for claim in claims:
        speaking = _speaking(claim)
        evidence = []
        for story in stories:
            said = _said(claim, paragraphs[claim.snapshot_id], found["story", story.pk])
            said.share = _share(touched.get(story.pk, set()), claim.snapshot_id, len(paragraphs[claim.snapshot_id]))
            actors = [actor for actor in speaking if actor in concerned[story.pk]]
            if said.share or said.content or actors:
                own = [
                    _event(claim, event, [actor for actor in speaking if actor in part], said_of_event)
                    for event, part in by_story[story.pk]
                    for said_of_event in [_said(claim, paragraphs[claim.snapshot_id], found["event", event.pk])]
                ]
                evidence.append(Evidence(claim, story, said, actors, own))
        yield evidence


type Key = tuple[str, int, int]
"""("content", claim, 0), ("title", snapshot, 0) or ("paragraph", snapshot, its number)."""
type Found = dict[tuple[str, int], dict[Key, list[str]]]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _PARAGRAPH.finditer(text)][:PARAGRAPHS]


def _texts(
    claims: Sequence[Claim], snapshots: dict[int, Snapshot], paragraphs: dict[int, list[tuple[int, int]]]
) -> dict[Key, str]:
    texts: dict[Key, str] = {("content", claim.pk, 0): claim.content_text for claim in claims}
    for pk, snapshot in snapshots.items():
        texts["title", pk, 0] = snapshot.article.title
        for number, (start, end) in enumerate(paragraphs[pk]):
            texts["paragraph", pk, number] = snapshot.text[start:end]
    return {key: text[:SEARCHED].replace(_MARK[0], " ").replace(_MARK[1], " ") for key, text in texts.items()}


def _terms(stories: Sequence[Story], events: Sequence[Event]) -> list[tuple[tuple[str, int], str]]:
    """The alternatives of each story's query and each event's keywords: what a reason can name."""
    terms = [(("story", s.pk), term) for s in stories for term in re.split(r"\s+OR\s+", s.query.strip()) if term]
    bare = [(event.pk, word.replace('"', " ")) for event in events for word in event.keywords]
    return terms + [(("event", pk), f'"{word}"') for pk, word in bare]


def _search(texts: dict[Key, str], terms: list[tuple[tuple[str, int], str]]) -> Found:
    """Where each term is found and in which form, by PostgreSQL's search, so that it agrees with the claims' own."""
    found: Found = defaultdict(dict)
    if not texts or not terms:
        return found
    keys = list(texts)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.number, q.number, ts_headline('onrecord', t.body, q.query, %s)
            FROM (SELECT number, body, to_tsvector('onrecord', body) AS vector
                  FROM unnest(%s::text[]) WITH ORDINALITY AS t(body, number)) AS t
            JOIN (SELECT number, websearch_to_tsquery('onrecord', words) AS query
                  FROM unnest(%s::text[]) WITH ORDINALITY AS q(words, number)) AS q ON t.vector @@ q.query
            ORDER BY q.number
            """,
            [
                f"HighlightAll=true, StartSel={_MARK[0]}, StopSel={_MARK[1]}",
                list(texts.values()),
                [words for _, words in terms],
            ],
        )
        for text, term, marked in cursor.fetchall():
            pieces = _TOGETHER.sub(" ", marked).split(_MARK[0])[1:]
            longest = max((piece.split(_MARK[1])[0] for piece in pieces), key=len, default="")
            words = found[terms[term - 1][0]].setdefault(keys[text - 1], [])
            if longest and longest.lower() not in (word.lower() for word in words):
                words.append(longest)
    return found


def _said(claim: Claim, paragraphs: list[tuple[int, int]], places: dict[Key, list[str]]) -> Said:
    if not places:
        return Said()
    pk = claim.snapshot_id
    spans = [*claim.content, *claim.source, *claim.cue]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    inside = [n for n, (first, last) in enumerate(paragraphs) if first < end and start < last]
    beside = [word for n in inside for word in places.get(("paragraph", pk, n), [])]
    lede = [("title", pk, 0), *(("paragraph", pk, n) for n in range(LEDE))]
    return Said(
        places.get(("content", claim.pk, 0), []),
        list(dict.fromkeys(beside)),
        list(dict.fromkeys(word for key in lede for word in places.get(key, []))),
    )


def _share(touched: set[Key], snapshot: int, paragraphs: int) -> float:
    return sum(key[1] == snapshot for key in touched) / paragraphs if paragraphs else 0.0


def _speaking(claim: Claim) -> list[Actor]:
    """Speakers, then those spoken for, after merges."""
    found: list[Actor] = []
    for speaker in claim.speakers.all():
        position = speaker.position
        behalf = [speaker.on_behalf_of, position and position.office, position and position.organization]
        found += [actor.canonical or actor for actor in (speaker.actor, *behalf) if actor]
    return list(dict.fromkeys(found))


def _event(claim: Claim, event: Event, actors: list[Actor], said: Said) -> EventEvidence:
    evidence = EventEvidence(event, said, actors)
    for date in claim.dates.all():
        if date.days and _meet(date.days, event.days):
            evidence.date = date.text
            evidence.exact = _length(date.days) <= _length(event.days)
    short = _length(event.days) <= 3
    evidence.same_day = bool(short and claim.said_on and _meet(claim.said_on, event.days))
    published = claim.snapshot.article.published_on
    if published and short and event.days.lower:
        evidence.reported = event.days.lower <= published < event.days.upper + NEAR
    return evidence


def _meet(left: DateRange, right: DateRange) -> bool:
    """Two ranges of days share one. Of two open ones only those that end alike: “by 2026” is not “by 2030”."""
    if left.lower is None and right.lower is None:
        return bool(left.upper == right.upper)
    if left.lower is None or right.lower is None:
        limited, open_ = (right, left) if left.lower is None else (left, right)
        # “by September 2025” is about September 2025, not about all the time before.
        return bool(open_.upper and limited.upper and limited.lower < open_.upper <= limited.upper)
    return bool((left.upper is None or right.lower < left.upper) and (right.upper is None or left.lower < right.upper))


def _length(days: DateRange) -> int:
    if days.lower is None or days.upper is None:
        return 1 if days.upper else 10_000
    return int((days.upper - days.lower) / dt.timedelta(1))
