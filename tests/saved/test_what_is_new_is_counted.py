from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import SavedSearch
from claims.saved_searches import MOST_NEW, entries_of, with_news
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, SavedSearchFactory, StoryFactory

pytestmark = pytest.mark.django_db


def claims(number: int, text: str = "the dam holds") -> None:
    for _ in range(number):
        ClaimFactory(snapshot=ArticleFactory(text=text).latest, kind="indirect")


def news() -> dict[str, int]:
    return {entry.search.name: entry.new for entry in with_news(entries_of(list(SavedSearch.objects.all())))}


def test_what_came_since_it_was_opened(sign_in: Callable[..., Client]) -> None:
    claims(2)
    client = sign_in()
    client.post("/saved/", {"name": "Dams", "query": "q=dam"})
    assert news() == {"Dams": 0}
    claims(3)
    claims(1, "the bridge holds")
    assert news() == {"Dams": 3}
    assert "3 new" in client.get("/saved/").content.decode()
    client.get(SavedSearch.objects.get().get_absolute_url())
    assert news() == {"Dams": 0}


def test_counting_stops() -> None:
    SavedSearchFactory(name="All", query="")
    claims(MOST_NEW + 2)
    assert news() == {"All": MOST_NEW + 1}


def test_a_search_for_something_gone_stays_and_says_so(sign_in: Callable[..., Client]) -> None:
    claims(1)
    client = sign_in()
    for query in ("speaker=ana", "story=dam&outlet=x", "event=7&who=ana", "colour=red", "q=dam"):
        SavedSearchFactory(owner=User.objects.get(), query=query)
    page = client.get("/saved/").content.decode()
    assert page.count("Nothing is found by this search any more") == 4
    assert "The actor “ana” is not there any more." in page
    assert "There is no filter “colour” any more." in page
    assert sorted(news().values()) == [0, 0, 0, 0, 1]


def test_forty_searches_take_as_many_queries_as_two(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    owner = User.objects.get()

    def add(number: int) -> None:
        for _ in range(number):
            actor, story = ActorFactory(), StoryFactory()
            query = f"q=dam&speaker={actor.slug}&who={actor.slug}&story={story.slug}"
            SavedSearchFactory(owner=owner, query=query)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/saved/").status_code == 200
        return len(asked)

    add(2)
    few = queries()
    add(38)
    assert queries() == few <= 25
