"""What speaks for a claim's belonging to a story or an event: words, actors, dates. Gathered in a few queries."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection

from claims.models import Claim, Event, Story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.backends.postgresql.psycopg_any import DateRange

    from actors.models import Actor

__all__ = ["EventEvidence", "Evidence", "gather"]

SEARCHED = 5000
"""Characters of a content."""
LEDE = 700
"""Characters of an article that say what it is about; its title is added."""
_MARK = "\x02", "\x03"
_PHRASE = re.compile(f"{_MARK[1]}\\s+{_MARK[0]}")
"""Between two found words that stand together."""


@dataclass
class Said:
    """Words of a query that were found in a place, as the text has them."""

    content: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    lede: list[str] = field(default_factory=list)


@dataclass
class EventEvidence:
    event: Event
    said: Said = field(default_factory=Said)
    actors: list[Actor] = field(default_factory=list)
    date: str = ""
    """The date in the content that falls on the event, as said."""
    exact: bool = False
    """That date is no vaguer than the event's."""
    same_day: bool = False
    """It was said on a day of the event."""


@dataclass
class Evidence:
    claim: Claim
    story: Story
    said: Said = field(default_factory=Said)
    actors: list[Actor] = field(default_factory=list)
    """Who speaks and is an actor of the story, or speaks for one."""
    share: float = 0.0
    """Of the article's claims, those whose content has words of the story."""
    date: str = ""
    events: list[EventEvidence] = field(default_factory=list)


def gather(claims: Sequence[Claim], stories: Sequence[Story]) -> Iterator[Evidence]:
    """Evidence for each claim and story that share anything."""
    claims = list(
        Claim.objects.filter(pk__in=[c.pk for c in claims])
        .select_related("snapshot__article")
        .prefetch_related("dates", "speakers__actor", "speakers__on_behalf_of", "speakers__position__organization")
        .prefetch_related("speakers__position__office")
    )
    neighbours = Claim.objects.standing().filter(snapshot__in={claim.snapshot_id for claim in claims})
    contents = {pk: (snapshot, text) for pk, snapshot, text in neighbours.values_list("pk", "snapshot", "content_text")}
    texts = _texts(claims) | {f"content {pk}": text[:SEARCHED] for pk, (_, text) in contents.items()}
    events = list(Event.objects.standing().filter(story__in=stories).prefetch_related("actors"))
    queries = {("story", s.pk): s.query for s in stories if s.query.strip()}
    queries |= {("event", e.pk): " OR ".join(f'"{_bare(word)}"' for word in e.keywords) for e in events if e.keywords}
    found = _search(texts, queries)
    concerned = {story.pk: set(story.actors.all()) for story in stories}
    shares = _shares(contents, stories, found)
    for claim in claims:
        speaking = _speaking(claim)
        for story in stories:
            said = _said(claim, found["story", story.pk])
            actors = [actor for actor in speaking if actor in concerned[story.pk]]
            if not (said.content or said.beside or said.lede or actors):
                continue
            evidence = Evidence(claim, story, said, actors, shares.get((story.pk, claim.snapshot_id), 0.0))
            for event in events:
                if event.story_id == story.pk:
                    evidence.events.append(_event(claim, event, speaking, _said(claim, found["event", event.pk])))
            evidence.date = next((e.date for e in evidence.events if e.date), "")
            yield evidence


def _texts(claims: Sequence[Claim]) -> dict[str, str]:
    """Every text to search: each claim's content, the paragraphs that it stands in, each article's title and lede."""
    texts: dict[str, str] = {}
    for claim in claims:
        snapshot = claim.snapshot
        texts[f"content {claim.pk}"] = claim.content_text[:SEARCHED]
        texts[f"beside {claim.pk}"] = _paragraph(claim, snapshot.text)
        texts.setdefault(f"lede {snapshot.pk}", f"{snapshot.article.title}\n{snapshot.text[:LEDE]}")
    return texts


def _paragraph(claim: Claim, text: str) -> str:
    spans = [*claim.content, *claim.source, *claim.cue]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    first = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
    last = text.find("\n\n", end)
    return text[max(first, start - 1500) : min(last if last >= 0 else len(text), end + 1500)]


def _bare(keyword: str) -> str:
    return keyword.replace('"', " ")


type Found = dict[tuple[str, int], dict[str, list[str]]]


def _search(texts: dict[str, str], queries: dict[tuple[str, int], str]) -> Found:
    """Query -> text's key -> the words found, by PostgreSQL's search, so that it agrees with the claims' own."""
    found: Found = defaultdict(dict)
    if not texts or not queries:
        return found
    keys, asked = list(texts), list(queries)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT t.number, q.number, ts_headline('onrecord', t.body, q.query, %s)
            FROM (SELECT number, body, to_tsvector('onrecord', body) AS vector
                  FROM unnest(%s::text[]) WITH ORDINALITY AS t(body, number)) AS t
            JOIN (SELECT number, websearch_to_tsquery('onrecord', words) AS query
                  FROM unnest(%s::text[]) WITH ORDINALITY AS q(words, number)) AS q ON t.vector @@ q.query
            """,
            [
                f"HighlightAll=true, StartSel={_MARK[0]}, StopSel={_MARK[1]}",
                [text.replace(_MARK[0], " ").replace(_MARK[1], " ") for text in texts.values()],
                list(queries.values()),
            ],
        )
        for text, query, marked in cursor.fetchall():
            whole = _PHRASE.sub(" ", marked)
            words = [piece.split(_MARK[1])[0] for piece in whole.split(_MARK[0])[1:]]
            found[asked[query - 1]][keys[text - 1]] = list(dict.fromkeys(words))
    return found


def _said(claim: Claim, places: dict[str, list[str]]) -> Said:
    return Said(
        places.get(f"content {claim.pk}", []),
        places.get(f"beside {claim.pk}", []),
        places.get(f"lede {claim.snapshot_id}", []),
    )


def _shares(
    contents: dict[int, tuple[int, str]], stories: Sequence[Story], found: Found
) -> dict[tuple[int, int], float]:
    """Story and snapshot -> the share of its claims that have words of the story."""
    total = Counter(snapshot for snapshot, _ in contents.values())
    return {
        (story.pk, snapshot): hits / total[snapshot]
        for story in stories
        for snapshot, hits in Counter(
            contents[pk][0] for pk in contents if f"content {pk}" in found["story", story.pk]
        ).items()
    }


def _speaking(claim: Claim) -> list[Actor]:
    """Speakers, then those spoken for."""
    found = []
    for speaker in claim.speakers.all():
        position = speaker.position
        behalf = [speaker.on_behalf_of, position and position.office, position and position.organization]
        found += [speaker.actor, *(actor for actor in behalf if actor)]
    return list(dict.fromkeys(found))


def _event(claim: Claim, event: Event, speaking: list[Actor], said: Said) -> EventEvidence:
    evidence = EventEvidence(event, said, [actor for actor in speaking if actor in set(event.actors.all())])
    for date in claim.dates.all():
        if date.days and _meet(date.days, event.days):
            evidence.date = date.text
            evidence.exact = _length(date.days) <= _length(event.days)
    evidence.same_day = bool(claim.said_on and _meet(claim.said_on, event.days) and _length(event.days) <= 3)
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
