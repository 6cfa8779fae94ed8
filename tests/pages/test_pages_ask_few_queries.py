"""The number of queries does not grow with what a page shows."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker, Event
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, PositionFactory

pytestmark = pytest.mark.django_db


PAGES = [
    *("/", "/claims/", "/claims/?q=leave", "/actors/", "/actors/ana/", "/actors/ministry/", "/stories/dam/"),
    *("/stories/new/?q=leave", "/stories/dam/edit/", "/stories/dam/events/new/", "/claims/place/?claim=1&claim=2"),
]


@pytest.fixture
def grow() -> Callable[[int], None]:
    ministry = ActorFactory(slug="ministry", kind="organization")
    first = PositionFactory(holder=ActorFactory(slug="ana"), organization=ministry)
    event: Event = EventFactory(story__slug="dam")

    def add(number: int) -> None:
        for _ in range(number):
            group = ClaimGroup.objects.create()
            claim: Claim = ClaimFactory(group=group)
            ClaimFactory(group=group, leads=False)
            position = PositionFactory(holder=ActorFactory(), organization=ministry)
            for each in (first, position):
                ClaimSpeaker.objects.create(
                    claim=claim, actor=each.holder, position=each, on_behalf_of=ministry, number=each.pk % 2
                )
            LinkFactory(claim=claim, event=EventFactory(story=event.story), story=event.story)
            ClaimDate.objects.create(claim=claim, start=0, end=3, type="DATE", value="2024", text="2024", edtf="2024")

    return add


@pytest.mark.parametrize("page", PAGES)
def test_ten_times_the_claims_take_as_many_queries(
    sign_in: Callable[..., Client], grow: Callable[[int], None], page: str
) -> None:
    client = sign_in("admin")

    def queries() -> int:
        cache.clear()  # so that nothing kept for seconds ends between the two visits
        client.get(page)  # what only the first visit asks
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(page).status_code == 200
        return len(asked)

    grow(2)
    few = queries()
    grow(18)
    assert queries() == few
    assert few <= 25


def test_lists_read_of_the_articles_texts_only_what_they_show(sign_in: Callable[..., Client]) -> None:
    ClaimFactory(snapshot=ArticleFactory(text="needle").latest, day=dt.date(2024, 1, 1), speaker=Actor.objects.first())
    client = sign_in()
    with CaptureQueriesContext(connection) as asked:
        client.get("/claims/")
    read = [query["sql"] for query in asked if "snapshot" in query["sql"] and re.search(r"\btext\b", query["sql"])]
    assert len([sql for sql in read if "substr(snapshot.text" in sql]) == 1
    assert not [sql for sql in read if '"sources_snapshot"."text"' in sql]
