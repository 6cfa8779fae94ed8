"""An outlet's feed: what is new becomes an import, what fails is asked later and later."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from sources.models import Article, Feed, ImportAddress, ImportJob
from sources.services.feeds import poll, poll_due
from sources.services.fetch_addresses import fetch_due
from sources.services.work import work_due
from tests.factories import OutletFactory
from tests.fetching.conftest import Site
from tests.fetching.test_pages_are_fetched import HTML, fetched, page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loopback")]


def rss(site: Site, *numbers: int) -> bytes:
    items = "".join(
        f"<item><title>Quay {n}</title><link>{site.url(f'/{n}')}</link><guid isPermaLink='false'>g{n}</guid>"
        f"<pubDate>Thu, 19 Sep 2024 08:30:00 GMT</pubDate></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>Gazette</title>{items}</channel></rss>".encode()


@pytest.fixture
def feed(site: Site) -> Feed:
    for number in (1, 2, 3):
        site.pages[f"/{number}"] = (200, HTML, page(number))
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml", "ETag": '"one"'}, rss(site, 1, 2))
    return Feed.objects.create(outlet=OutletFactory(name="Gazette"), url=site.url("/feed"), minutes=15)


def done(job: ImportJob | None) -> ImportJob:
    assert job
    return fetched(job)


def test_what_is_new_becomes_an_import(feed: Feed) -> None:
    job = done(poll(feed))
    assert (job.origin, job.read_rows, job.created) == (ImportJob.Origin.FEED, 2, 2)
    article = Article.objects.get(title="Quay 1")
    assert (article.outlet, article.external_id) == (feed.outlet, "g1")
    assert (str(article.published_on), article.published_from) == ("2024-09-19", "file")
    feed.refresh_from_db()
    assert (feed.failures, feed.error, feed.etag) == (0, "", '"one"')
    assert feed.next_at
    assert dt.timedelta(minutes=14) < feed.next_at - timezone.now() <= dt.timedelta(minutes=15)


def test_what_is_stored_is_not_fetched_again_and_nothing_new_makes_no_import(site: Site, feed: Feed) -> None:
    done(poll(feed))
    assert poll(feed) is None
    site.pages["/feed"] = (200, {}, rss(site, 1, 2, 3))
    assert done(poll(feed)).read_rows == 1
    assert (site.counts["/1"], site.counts["/3"], ImportJob.objects.count()) == (1, 1, 2)


def test_a_conditional_request(site: Site, feed: Feed) -> None:
    seen: list[dict[str, str]] = []

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        seen.append(headers)
        new = {"ETag": '"one"', "Last-Modified": "Thu, 19 Sep 2024 08:30:00 GMT"}
        return (304, {}, b"") if "if-none-match" in headers else (200, new, rss(site, 1))

    site.pages["/feed"] = answer
    assert poll(feed)
    assert poll(feed) is None
    assert poll(feed) is None
    assert [headers.get("if-none-match") for headers in seen] == [None, '"one"', '"one"']
    assert seen[-1]["if-modified-since"] == "Thu, 19 Sep 2024 08:30:00 GMT"
    feed.refresh_from_db()
    assert (feed.failures, feed.etag) == (0, '"one"')


def test_a_page_that_fails_is_tried_in_three_imports(site: Site, feed: Feed) -> None:
    site.pages["/2"] = (404, {}, b"")
    jobs = [poll(feed) and done(ImportJob.objects.latest("pk")) for _ in range(5)]
    assert [job and job.rejected for job in jobs] == [1, 1, 1, None, None]
    assert site.counts["/2"] == 3


def test_what_is_under_way_is_not_imported_twice(feed: Feed) -> None:
    job = poll(feed)
    assert job
    work_due(job.pk)
    assert ImportAddress.objects.count() == 2
    assert poll(feed) is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((500, {}, b""), "500"),
        ((404, {}, b""), "404"),
        ((200, {}, b"<html><body>Not a feed</body></html>"), "no feed"),
        ((200, {}, b""), "no feed"),
        ((200, {}, b"<rss version='2.0'><channel></channel></rss>"), "no entries"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "inside a network"),
    ],
)
def test_a_failure_is_told_and_put_off(
    site: Site, feed: Feed, answer: tuple[int, dict[str, str], bytes], error: str
) -> None:
    site.pages["/feed"] = answer
    waits = []
    for _ in range(9):
        assert poll(feed) is None
        feed.refresh_from_db()
        assert feed.next_at
        assert feed.polled_at
        waits.append((feed.next_at - feed.polled_at) / dt.timedelta(minutes=1))
    assert error in feed.error
    assert (feed.failures, feed.active) == (9, True)
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    site.pages["/feed"] = (200, {}, rss(site, 1))
    assert poll(feed)
    feed.refresh_from_db()
    assert (feed.failures, feed.error) == (0, "")


def test_a_feed_that_is_gone_is_asked_no_more(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = (410, {}, b"")
    assert poll_due() == 1
    feed.refresh_from_db()
    assert (feed.active, "410" in feed.error) == (False, True)
    Feed.objects.update(next_at=None)
    assert poll_due() == 0


def test_a_server_that_asks_for_time(site: Site, feed: Feed) -> None:
    site.pages["/feed"] = (429, {"Retry-After": "7200"}, b"")
    poll(feed)
    feed.refresh_from_db()
    assert feed.next_at
    assert feed.next_at - timezone.now() > dt.timedelta(minutes=110)


def test_a_feed_that_moved_for_good(site: Site, feed: Feed) -> None:
    site.pages["/new"] = (200, {}, rss(site, 1))
    site.pages["/feed"] = (301, {"Location": "/new"}, b"")
    assert poll(feed)
    feed.refresh_from_db()
    assert feed.url == site.url("/new")


def test_each_due_feed_is_polled_once(site: Site, feed: Feed) -> None:
    Feed.objects.create(outlet=feed.outlet, url=site.url("/other"), active=False)
    Feed.objects.create(outlet=feed.outlet, url=site.url("/later"), next_at=timezone.now() + dt.timedelta(hours=1))
    assert (poll_due(), poll_due()) == (1, 0)
    assert site.counts == {"/feed": 1}


def test_a_sitemap_is_a_feed_too(site: Site, feed: Feed, settings: Any) -> None:
    urls = "".join(f"<url><loc>{site.url(f'/{n}')}</loc></url>" for n in (1, 2))
    site.pages["/map"] = (
        200,
        {},
        f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{urls}</urlset>".encode(),
    )
    index = f"<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>{site.url('/map')}</loc></sitemap></sitemapindex>"
    site.pages["/feed"] = (200, {}, index.encode())
    assert done(poll(feed)).created == 2
    assert not fetch_due(1, at_once=1)
