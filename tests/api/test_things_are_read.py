"""Actors, positions, stories, events, outlets, articles and texts."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.utils import timezone

from sources.models import Snapshot
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    PositionFactory,
    StoryFactory,
    sha256,
)

pytestmark = pytest.mark.django_db


def test_an_actor_is_told_with_names_positions_and_counts(program: Callable[..., Client]) -> None:
    held = PositionFactory(holder__aliases=["Oduya"], role="spokesman")
    person, ministry = held.holder, held.organization
    merged = ActorFactory(merged_into=person, canonical=person)
    for speaker in (person, merged):
        ClaimFactory(speaker=speaker, speaker__on_behalf_of=ministry)
    StoryFactory(title="The deal").actors.add(person)
    client = program()
    told = client.get(f"/api/v1/actors/{person.slug}").json()
    assert (told["aliases"], told["claims_by"]) == (["Oduya"], {"number": 2, "more": False})
    assert [(one["role"], one["organization"]["slug"]) for one in told["positions"]] == [("spokesman", ministry.slug)]
    assert [story["title"] for story in told["stories"]] == ["The deal"]
    assert client.get(f"/api/v1/actors/{ministry.slug}").json()["claims_for"]["number"] == 2
    answer = client.get(f"/api/v1/actors/{merged.slug}")
    assert (answer.status_code, answer["Location"]) == (307, f"/api/v1/actors/{person.slug}")
    assert merged.slug not in {one["slug"] for one in client.get("/api/v1/actors").json()["items"]}


def test_actors_and_positions_are_narrowed(program: Callable[..., Client]) -> None:
    held = PositionFactory(holder__name="Ada Quist", held=DateRange(dt.date(2023, 1, 1), dt.date(2024, 1, 1)))
    PositionFactory()
    client = program()
    named = client.get("/api/v1/actors?q=quist&kind=person").json()["items"]
    assert [one["name"] for one in named] == ["Ada Quist"]
    for query, found in (("on=2023-06-01", 1), ("on=2024-06-01", 0)):
        items = client.get(f"/api/v1/positions?actor={held.organization.slug}&{query}").json()["items"]
        assert len(items) == found
    assert client.get("/api/v1/positions?actor=nobody").json()["errors"][0]["parameter"] == "actor"
    assert client.get("/api/v1/actors?kind=ghost").json()["errors"][0]["parameter"] == "kind"


def test_a_story_is_told_with_its_events_in_order(program: Callable[..., Client]) -> None:
    story = StoryFactory()
    later = EventFactory(story=story, edtf="2025-09", days=DateRange(dt.date(2025, 9, 1), dt.date(2025, 10, 1)))
    first = EventFactory(story=story)
    unknown = EventFactory(story=story, edtf="../2026-12-31", days=DateRange(None, dt.date(2027, 1, 1)))
    EventFactory(story=story, state="rejected")
    LinkFactory(story=story)
    client = program()
    assert client.get(f"/api/v1/stories/{story.slug}").json()["claims"]["number"] == 1
    address = f"/api/v1/stories/{story.slug}/events"
    told = client.get(address).json()["items"]
    assert [one["id"] for one in told] == [first.pk, later.pk, unknown.pk]
    assert told[2]["days"] == {"start": None, "end": "2026-12-31"}
    assert [one["id"] for one in client.get(f"{address}?limit=1").json()["items"]] == [first.pk]
    narrowed = client.get(f"/api/v1/events?story={story.slug}&since=2025-01-01&until=2025-12-31").json()["items"]
    assert [one["id"] for one in narrowed] == [later.pk, unknown.pk]


def test_an_article_is_told_with_its_texts_copies_and_claims(program: Callable[..., Client]) -> None:
    article = ArticleFactory(title="Ministry names a date", text="“We leave,” Ada Quist said.")
    copy = ArticleFactory(copy_of=article)
    claim, _ = (
        ClaimFactory(snapshot=article.latest),
        ClaimFactory(snapshot=article.latest, state="rejected", cue=[[1, 2]]),
    )
    client = program()
    told = client.get(f"/api/v1/articles/{article.pk}").json()
    assert (told["copies"], [one["id"] for one in told["claims"]]) == ([copy.pk], [claim.pk])
    assert [(one["number"], one["latest"]) for one in told["snapshots"]] == [(1, True)]
    assert "text" not in told
    listed = client.get(f"/api/v1/articles?q=ministry&outlet={article.outlet.slug}&since=2024-09-19").json()["items"]
    assert [one["id"] for one in listed] == [article.pk]
    assert client.get("/api/v1/articles?until=2024-09-18").json()["items"] == []
    assert article.outlet.slug in {one["slug"] for one in client.get("/api/v1/outlets").json()["items"]}


def test_a_text_is_read_as_it_is_stored(program: Callable[..., Client]) -> None:
    text = "🌍 “We leave,” Ada Quist said."
    article = ArticleFactory(text=text)
    newer = Snapshot.objects.create(article=article, number=2, text="Nothing.", sha256=sha256("Nothing."))
    article.latest = newer
    article.save()
    client = program("texts")
    told = client.get(f"/api/v1/articles/{article.pk}/text?snapshot=1").json()
    assert (told["text"], told["sha256"]) == (text, hashlib.sha256(text.encode()).hexdigest())
    assert client.get(f"/api/v1/articles/{article.pk}/text").json()["text"] == "Nothing."
    assert client.get(f"/api/v1/articles/{article.pk}/text?snapshot=3").status_code == 404
    article.removed_at = timezone.now()
    article.save()
    assert client.get(f"/api/v1/articles/{article.pk}/text").status_code == 410
