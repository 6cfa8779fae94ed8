import datetime as dt
import json
from collections.abc import Callable

import pytest
from defusedxml import ElementTree as ET
from django.test import Client

from claims.models import ClaimSpeaker
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    PositionFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db
Rows = Callable[[str], list[dict[str, str]]]


def test_actors(rows: Rows) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana", aliases=["Petrova", "The Envoy"])
    ActorFactory(name="Ministry", kind="organization")
    ClaimFactory(speaker=ana, day=dt.date(2024, 9, 16))
    [row] = rows("/actors.csv?q=envoy&kind=person")
    assert (row["actor"], row["address"]) == ("ana", "http://testserver/actors/ana/")
    assert (row["aliases"], row["claims"], row["last_said"]) == ("Petrova; The Envoy", "1", "2024-09-16")


def test_articles(rows: Rows) -> None:
    article = ArticleFactory(title="A river rises", url="https://river.example/1")
    ArticleFactory(title="A dam breaks")
    ClaimFactory(snapshot=article.latest)
    [row] = rows(f"/articles.csv?q=RIVER&outlet={article.outlet.slug}")
    assert (row["article"], row["published"], row["claims"]) == (str(article.pk), "2024-09-19", "1")


def test_stories_and_their_events(rows: Rows, download: Callable[[str], str]) -> None:
    event = EventFactory(story=StoryFactory(title="The dam", slug="dam"), title="Opening")
    claim = ClaimFactory(day=dt.date(2024, 9, 16))
    LinkFactory(claim=claim, story=event.story, event=event)
    ClaimFactory()
    [story] = rows("/stories.csv")
    assert (story["story"], story["claims"], story["last_said"]) == ("dam", "1", "2024-09-16")
    assert [row["claim"] for row in rows("/stories/dam.csv")] == [str(claim.pk)]
    assert rows("/stories/dam.csv?since=2025-01-01") == []
    assert len(rows(f"/stories/dam.csv?event={event.pk}&kind=direct&kind=mixed&zoom=month&from=2024-09-01")) == 1
    assert rows("/stories/dam.csv?event=none") == rows("/stories/dam.csv?kind=indirect") == []
    [line] = download("/stories/dam/events.jsonl").splitlines()
    assert json.loads(line)["first_day"] == json.loads(line)["last_day"] == "2024-09-27"


def test_claims_of_an_actor_follow_the_tab(rows: Rows, sign_in: Callable[..., Client]) -> None:
    ministry = ActorFactory(name="Ministry", slug="ministry", kind="organization")
    position = PositionFactory(holder=ActorFactory(), organization=ministry)
    spoken, behalf = ClaimFactory(speaker=ministry), ClaimFactory()
    ClaimSpeaker.objects.create(claim=behalf, actor=position.holder, position=position, on_behalf_of=ministry)
    assert [row["claim"] for row in rows("/actors/ministry.csv")] == [str(spoken.pk)]
    assert [row["claim"] for row in rows("/actors/ministry.csv?tab=behalf")] == [str(behalf.pk)]
    ActorFactory(slug="old", merged_into=ministry, canonical=ministry)
    assert sign_in().get("/actors/old.csv?tab=behalf").headers["Location"] == "/actors/ministry.csv?tab=behalf"


@pytest.mark.parametrize(
    "address",
    ["/actors.csv?kind=loud", "/actors.jsonl?state=lost", "/articles.xlsx?outlet=none", "/stories/dam.csv?kind=loud"],
)
def test_a_wrong_query_is_told(sign_in: Callable[..., Client], address: str) -> None:
    StoryFactory(slug="dam")
    response = sign_in().get(address)
    assert response.status_code == 400
    assert response.content.decode().startswith("There is no ")


@pytest.mark.parametrize("address", ["/actors/nobody.csv", "/stories/none.atom", "/stories/none/events.csv"])
def test_what_does_not_exist_is_not_found(sign_in: Callable[..., Client], address: str) -> None:
    assert sign_in().get(address).status_code == 404


@pytest.mark.parametrize("page", ["actors", "articles", "stories", "actors/ana", "stories/dam", "stories/dam/events"])
def test_each_is_a_feed(download: Callable[[str], str], page: str) -> None:
    claim = ClaimFactory(speaker=ActorFactory(slug="ana"))
    story = StoryFactory(slug="dam")
    LinkFactory(claim=claim, story=story)
    EventFactory(story=story)
    feed = ET.fromstring(download(f"/{page}.atom"))
    names = [entry.findtext("{*}title") for entry in feed.findall("{*}entry")]
    assert len(names) == 1
    assert all(names)
