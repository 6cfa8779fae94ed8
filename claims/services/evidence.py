"""What speaks for a claim's belonging to a story or an event: words, actors, dates. Gathered in a few queries."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from claims.linking import EventText, Reading, Seen, content_stems, content_words, rarity, stem, words_of_events
from claims.linking.sharing import meet, width
from claims.models import Claim, Event, Story

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from actors.models import Actor
    from sources.models import Snapshot

__all__ = ["Evidence", "Said", "gather"]

SEARCHED = 5000
"""Characters of one text that are searched."""
PARAGRAPHS = 120
"""Paragraphs of an article that are searched."""
LEDE = 2
"""Paragraphs that, with the title, say what an article is about."""
CLEAR = 0.5
"""How strongly a paragraph must name an event to count as one about its story."""
LIKE, LIKE_LEAST = 0.2, 5
"""Share, and number, of a story's own words in an article from which on one place with the query's words is no
accident."""
NEAR = dt.timedelta(days=4)
"""An article that comes this soon after an event may be a report of it."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")
_AHEAD = re.compile(r"\b(?:will|would|shall|won|going to|until|if|unless)\b|[’']ll\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:such|this|these|those|it|that (?:very|same))\b", re.IGNORECASE)
_MARK = "\x02", "\x03"
_TOGETHER = re.compile(f"{_MARK[1]}\\s+{_MARK[0]}")


@dataclass
class Said:
    """Words of a query where they were found, as the text has them."""

    content: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    """In the paragraphs that the claim stands in."""
    lede: list[str] = field(default_factory=list)
    present: bool = False
    """The article speaks of the story, and not by accident."""
    share: float = 0.0
    """Of the article's paragraphs; for a story, also those that have words of its events."""


@dataclass
class Evidence:
    claim: Claim
    story: Story
    said: Said
    actors: list[Actor]
    """Who speaks, or is spoken for, and is an actor of the story."""
    pairs: list[tuple[Event, Seen]] = field(default_factory=list)
    """The story's events, each with what speaks for it."""

    @property
    def seen(self) -> list[Seen]:
        return [seen for _, seen in self.pairs]

    def events(self, chosen: Container[int]) -> list[Event]:
        return [event for event, _ in self.pairs if event.pk in chosen]

    def names(self, event: Event) -> bool:
        """The claim's content names it in words, its author being one of the story's actors or its date the event's."""
        if not self.said.present:
            return False
        return any(seen.said.words and (self.actors or seen.exact) for one, seen in self.pairs if one == event)


def gather(claims: Sequence[Claim], stories: Sequence[Story]) -> Iterator[list[Evidence]]:
    """For each claim the evidence for every story that shares words or actors with it or its article."""
    claims = list(
        Claim.objects.filter(pk__in=[claim.pk for claim in claims])
        .select_related("snapshot__article")
        .prefetch_related("dates", "speakers__actor__canonical", "speakers__on_behalf_of__canonical")
        .prefetch_related("speakers__position__organization", "speakers__position__office")
    )
    part = _parts(stories)
    snapshots = {claim.snapshot_id: claim.snapshot for claim in claims}
    paragraphs = {pk: _paragraphs(snapshot.text) for pk, snapshot in snapshots.items()}
    words = words_of_events([_told(event) for events in part.values() for event, _ in events])
    readings = {pk: Reading(one.article.title, one.text, words) for pk, one in snapshots.items()}
    found = _search(_texts(claims, snapshots, paragraphs), _terms(stories))
    places = {story.pk: _by_snapshot(found["story", story.pk]) for story in stories}
    about: dict[tuple[int, int], tuple[bool, float]] = {}
    for story in stories:
        profile = _profile(story, part[story.pk])
        for pk, reading in readings.items():
            mine = places[story.pk].get(pk, {})
            present = _is_present(mine, profile, reading)
            about[story.pk, pk] = present, _touched(mine, part[story.pk], reading, present)
    concerned = {story.pk: set(story.actors.all()) for story in stories}
    for claim in claims:
        speaking, reading = _speaking(claim), readings[claim.snapshot_id]
        evidence = []
        for story in stories:
            said = _said(claim, paragraphs[claim.snapshot_id], found["story", story.pk])
            said.present, said.share = about[story.pk, claim.snapshot_id]
            actors = [actor for actor in speaking if actor in concerned[story.pk]]
            if said.share or said.content or actors:
                pairs = [(event, _seen(claim, event, by, speaking, reading)) for event, by in part[story.pk]]
                evidence.append(Evidence(claim, story, said, actors, pairs))
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


def _terms(stories: Sequence[Story]) -> list[tuple[tuple[str, int], str]]:
    """The alternatives of each story's query: what a reason can name."""
    return [(("story", s.pk), term) for s in stories for term in re.split(r"\s+OR\s+", s.query.strip()) if term]


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


type Parts = dict[int, list[tuple[Event, set[Actor]]]]
"""Story -> its standing events, each with who takes part."""


def _parts(stories: Sequence[Story]) -> Parts:
    parts: Parts = {story.pk: [] for story in stories}
    events = Event.objects.standing().filter(story__in=stories).select_related("story")
    for event in events.prefetch_related("actors", "story__actors", "merged__actors", "merged__merged__actors"):
        parts[event.story_id].append((event, {actor for one in _same(event) for actor in one.actors.all()}))
    return parts


def _same(event: Event) -> list[Event]:
    """The event and those that were merged into it: their words, days and actors count for it."""
    return [event, *(one for merged in event.merged.all() for one in _same(merged))]


def _told(event: Event) -> EventText:
    common = [event.story.title, event.story.query, *(actor.name for actor in event.story.actors.all())]
    keywords = [*event.keywords, *(word for one in _same(event)[1:] for word in (one.title, *one.keywords))]
    return EventText(event.pk, event.title, event.description, keywords, " ".join(common))


def _by_snapshot(places: dict[Key, list[str]]) -> dict[int, dict[Key, list[str]]]:
    """Without those in claims' contents, which stand in paragraphs as well."""
    split: dict[int, dict[Key, list[str]]] = defaultdict(dict)
    for key, words in places.items():
        if key[0] != "content":
            split[key[1]][key] = words
    return split


def _is_present(places: dict[Key, list[str]], profile: frozenset[str], reading: Reading) -> bool:
    """The story's words stand in the article's opening or in two paragraphs; one place will do where much of what is
    written about the story and its events is found again."""
    if len(places) > 1 or any(kind == "title" or number < LEDE for kind, _, number in places):
        return True
    shared = len(profile & reading.vocabulary)
    return bool(places) and shared >= max(LIKE_LEAST, LIKE * len(profile))


def _touched(
    places: dict[Key, list[str]], events: list[tuple[Event, set[Actor]]], reading: Reading, present: bool
) -> float:
    """Share of the paragraphs that have words of the story, or, where it is present, that name one of its events."""
    touched = {number for kind, _, number in places if kind == "paragraph"}
    if present:
        keys = [event.pk for event, _ in events]
        touched |= {n for n in range(len(reading.paragraphs)) if any(reading.named(n, key) >= CLEAR for key in keys)}
    return len(touched) / len(reading.paragraphs) if reading.paragraphs else 0.0


def _profile(story: Story, events: list[tuple[Event, set[Actor]]]) -> frozenset[str]:
    """Stems of what is written about a story and its events, without the commonest words and its actors' names."""
    texts = [story.title, story.summary, story.query.replace(" OR ", " ")]
    texts += [text for event, _ in events for text in (event.title, event.description, *event.keywords)]
    actors = {*story.actors.all(), *(actor for _, part in events for actor in part)}
    words = {stem(word) for text in texts for word in content_words(text) if rarity(word) > 0}
    return frozenset(words.difference(name for actor in actors for name in content_stems(actor.name)))


def _speaking(claim: Claim) -> list[Actor]:
    """Speakers, then those spoken for, after merges."""
    found: list[Actor] = []
    for speaker in claim.speakers.all():
        position = speaker.position
        behalf = [speaker.on_behalf_of, position and position.office, position and position.organization]
        found += [actor.canonical or actor for actor in (speaker.actor, *behalf) if actor]
    return list(dict.fromkeys(found))


def _seen(claim: Claim, event: Event, part: set[Actor], speaking: list[Actor], reading: Reading) -> Seen:
    content = [(start, end) for start, end in claim.content]
    spans = sorted((start, end) for start, end in [*claim.content, *claim.source, *claim.cue])
    seen = Seen(event.pk, reading.within(content, event.pk), reading.beside(spans, content, event.pk))
    seen.before = reading.before(spans[0][0], event.pk)
    seen.actor = next((actor.name for actor in speaking if actor in part), "")
    said = claim.said_on and (claim.said_on.lower, claim.said_on.upper)
    for one in _same(event):
        days = (one.days.lower, one.days.upper)
        for date in claim.dates.all():
            if date.days and meet(meant := (date.days.lower, date.days.upper), days):
                exact = width(meant) <= width(days)
                if exact >= seen.exact:
                    seen.date, seen.exact = date.text, exact
                seen.shared = seen.shared or (one.shared == Event.Shared.MEANT and exact)
        seen.same_day = seen.same_day or bool(width(days) <= 3 and said and meet(said, days))
        seen.shared = seen.shared or (one.shared == Event.Shared.SAID and said == days)
    short = width((event.days.lower, event.days.upper)) <= 3
    published = claim.snapshot.article.published_on
    first = event.days.lower or event.days.upper
    seen.not_yet = bool(published and first and first > published)
    if published and short and event.days.lower and event.days.lower <= published < event.days.upper + NEAR:
        seen.report = reading.opening(event.pk)
    seen.deed = reading.words[event.pk].deed
    seen.points_back = bool(_BACK.search(claim.content_text[:SEARCHED]))
    seen.looks_ahead = bool(_AHEAD.search(claim.content_text[:SEARCHED]))
    return seen
