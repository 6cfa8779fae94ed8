"""The most quoted actors and the stories that moved, counted since a day that the page names."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

import claims.lately
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def week() -> None:
    """One claim of Ana a day, about the dam; one of Ben on the last day."""
    ana, dam = ActorFactory(slug="ana"), StoryFactory(slug="dam")
    for day in range(1, 8):
        LinkFactory(claim=ClaimFactory(speaker=ana, day=date(2025, 6, day)), story=dam)
    ClaimFactory(speaker=ActorFactory(slug="ben"), day=date(2025, 6, 7))


@pytest.mark.usefixtures("week")
def test_the_weeks_up_to_the_newest_claim(sign_in: Callable[..., Client]) -> None:
    lately = sign_in().get("/").context["lately"]
    assert [(actor.slug, number) for actor, number in lately.quoted] == [("ana", 7), ("ben", 1)]
    assert [(moved.story.slug, moved.count) for moved in lately.stories] == [("dam", 7)]
    assert [len(moved.spark.bars) for moved in lately.stories] == [2], "the first day is a Sunday"


@pytest.mark.usefixtures("week")
def test_fewer_days_where_they_hold_more_than_is_counted(
    sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(claims.lately, "READ", 4)
    page = sign_in().get("/")
    lately = page.context["lately"]
    assert lately.since == date(2025, 6, 5)
    assert [(actor.slug, number) for actor, number in lately.quoted] == [("ana", 3), ("ben", 1)]
    assert "/claims/?speaker=ana&amp;since=2025-06-05" in page.content.decode()


def test_nothing_where_one_day_has_too_many(sign_in: Callable[..., Client], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims.lately, "READ", 1)
    for _ in range(2):
        ClaimFactory(speaker=ActorFactory(), day=date.max)
    assert sign_in().get("/").context["lately"] is None
