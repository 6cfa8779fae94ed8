"""The list of feeds: add one, see what went wrong, ask now, stop, remove."""

from collections.abc import Callable

import pytest
from django.test import Client

from sources.models import Feed, Outlet
from tests.factories import ArticleFactory, OutletFactory

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
URL = "https://gazette.example/feed"


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_feeds_are_for_admins(sign_in: SignIn, role: str) -> None:
    feed = Feed.objects.create(outlet=OutletFactory(), url=URL)
    client = sign_in(role)
    assert client.get("/imports/feeds/").status_code == 403
    assert client.post("/imports/feeds/", {"outlet": "x", "url": URL, "minutes": 15}).status_code == 403
    assert client.post(f"/imports/feeds/{feed.pk}/", {"action": "delete"}).status_code == 403
    assert Feed.objects.count() == 1


def test_an_empty_list_teaches(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/imports/feeds/").content.decode()
    assert "would be listed" in page
    assert "Add a feed" in page


def test_a_feed_is_added(sign_in: SignIn) -> None:
    client = sign_in("admin")
    answer = client.post("/imports/feeds/", {"outlet": "Gazette", "url": f"{URL}?utm_source=x#top", "minutes": 30})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/imports/feeds/")
    feed = Feed.objects.get()
    assert (feed.outlet.name, feed.url, feed.minutes, feed.active) == ("Gazette", URL, 30, True)
    assert "not asked yet" in client.get("/imports/feeds/").content.decode()


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"url": "file:///etc/passwd"}, "no http or https address"),
        ({"url": "gazette.example"}, "beginning with https://"),
        ({"url": URL}, "has this feed already"),
        ({"minutes": 1}, "greater than or equal to 5"),
        ({"outlet": ""}, "required"),
    ],
)
def test_what_cannot_be_added_says_why(sign_in: SignIn, given: dict[str, object], reason: str) -> None:
    Feed.objects.create(outlet=OutletFactory(name="Gazette"), url=URL)
    data = {"outlet": "gazette", "url": "https://gazette.example/other", "minutes": 15, **given}
    answer = sign_in("admin").post("/imports/feeds/", data)
    assert answer.status_code == 422
    assert reason in answer.content.decode()
    assert (Feed.objects.count(), Outlet.objects.count()) == (1, 1)


def test_the_last_error_and_the_articles_of_the_week_are_seen(sign_in: SignIn) -> None:
    feed = Feed.objects.create(outlet=OutletFactory(), url=URL, failures=2, error="The server answers 500 <b>.")
    ArticleFactory(outlet=feed.outlet)
    page = sign_in("admin").get("/imports/feeds/").content.decode()
    assert "failed 2 times" in page
    assert "The server answers 500 &lt;b&gt;." in page
    assert '<td class="number">1</td>' in page


def test_a_feed_is_asked_now_stopped_and_removed(sign_in: SignIn) -> None:
    feed = Feed.objects.create(outlet=OutletFactory(), url=URL, next_at="2030-01-01T00:00Z")
    client, path = sign_in("admin"), f"/imports/feeds/{feed.pk}/"
    client.post(path, {"action": "poll"})
    feed.refresh_from_db()
    assert feed.next_at is None
    client.post(path, {"action": "stop"})
    feed.refresh_from_db()
    assert not feed.active
    assert client.post(path, {"action": "explode"}).status_code == 400
    client.post(path, {"action": "delete"})
    assert not Feed.objects.exists()
