import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import ClaimSpeaker, SavedSearch
from claims.saved_searches import followed_keys
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, SavedSearchFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["actor", "story"])
def test_by_a_button_on_the_page(sign_in: Callable[..., Client], kind: str) -> None:
    what = ActorFactory(name="Ana", slug="ana") if kind == "actor" else StoryFactory(title="Ana", slug="ana")
    client = sign_in()
    page = client.post("/follow/", {"kind": kind, "slug": "ana"}, follow=True)
    assert page.redirect_chain == [(what.get_absolute_url(), 302)]
    assert "✓ Following" in page.content.decode()
    assert "Ana" in client.get("/saved/").content.decode()
    page = client.post("/follow/", {"kind": kind, "slug": "ana", "stop": "1"}, follow=True)
    assert "✓ Following" not in page.content.decode()
    assert not SavedSearch.objects.exists()


def test_a_merged_actor_is_followed_as_the_survivor(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    ActorFactory(slug="anna", merged_into=ana, canonical=ana)
    sign_in().post("/follow/", {"kind": "actor", "slug": "anna"})
    assert SavedSearch.objects.get().query == "who=ana"


@pytest.mark.parametrize("data", [{}, {"kind": "actor", "slug": "nobody"}, {"kind": "story", "slug": "\0"}])
def test_nothing_else_can_be_followed(sign_in: Callable[..., Client], data: dict[str, str]) -> None:
    assert sign_in().post("/follow/", data).status_code == 404


def test_news_are_by_the_actor_on_the_actor_s_behalf_and_about_the_story() -> None:
    owner = User.objects.create(username="reader")
    ministry, ana, story = ActorFactory(slug="ministry"), ActorFactory(slug="ana"), StoryFactory(slug="dam")
    for query in ("who=ministry", "story=dam", "who=gone", "q=leave"):
        SavedSearchFactory(owner=owner, query=query)
    SavedSearchFactory(query="who=ana")
    by = ClaimFactory(speaker=ministry, day=dt.date(2024, 9, 1))
    behalf = ClaimFactory(day=dt.date(2024, 9, 3))
    ClaimSpeaker.objects.create(claim=behalf, actor=ana, on_behalf_of=ministry)
    about = LinkFactory(story=story, claim__day=dt.date(2024, 9, 2)).claim
    LinkFactory(story=story, claim=by)
    ClaimFactory(speaker=ana)
    assert followed_keys(owner, 9) == [behalf.pk, about.pk, by.pk]
    assert followed_keys(owner, 1) == [behalf.pk]
    assert followed_keys(User.objects.create(username="nobody"), 9) is None
