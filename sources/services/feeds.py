"""Outlets' feeds, asked again and again: what is new in one becomes an import."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from sources import addresses
from sources.fetching import FetchError
from sources.models import Article, Feed, ImportAddress, ImportJob, ImportProblem
from sources.readers import UnreadableError, sitemap
from sources.readers import feed as feeds
from sources.services.loading import open_part
from sources.services.start import start_upload
from sources.services.web import get

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sources.fetching import Answer
    from sources.readers import Row

LARGEST = 20_000_000
HELD = timedelta(minutes=10)  # for whoever polls it now; should that die, another one does afterwards
LONGEST = timedelta(days=1)
TRIES = 3  # imports in which an address of a feed is fetched, before it is left alone
log = structlog.get_logger(__name__)


def poll_due(limit: int = 20) -> int:
    """Poll feeds whose time has come. Returns how many."""
    now = timezone.now()
    due = Feed.objects.filter(Q(next_at__isnull=True) | Q(next_at__lte=now), active=True)
    polled = 0
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:limit]):
        if due.filter(pk=pk).update(next_at=now + HELD):
            poll(Feed.objects.select_related("outlet").get(pk=pk))
            polled += 1
    return polled


def poll(feed: Feed) -> ImportJob | None:
    """Ask for the feed once. What goes wrong is written on it; None where nothing is new."""
    try:
        answer = get(feed.url, LARGEST, conditions(feed))
        with answer.body:
            rows = [] if answer.status == 304 else list(entries(answer))
    except FetchError as error:
        put_off(feed, error.reason, error.wait, gone="410" in error.reason)
        return None
    except UnreadableError as error:
        put_off(feed, error.reason)
        return None
    except Exception as error:
        log.exception("poll_failed", feed=feed.pk)
        put_off(feed, f"{type(error).__name__}: {error}")
        return None
    with transaction.atomic():
        job = start_import(feed, new_rows(feed, rows))
        if answer.status != 304:
            feed.etag, feed.modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        if answer.moved and not Feed.objects.filter(outlet=feed.outlet, url=answer.moved).exists():
            feed.url = answer.moved
        feed.failures, feed.error, feed.polled_at = 0, "", timezone.now()
        feed.next_at = feed.polled_at + timedelta(minutes=feed.minutes)
        feed.save(update_fields=["etag", "modified", "url", "failures", "error", "polled_at", "next_at"])
    return job


def conditions(feed: Feed) -> dict[str, str]:
    asked = {"If-None-Match": feed.etag, "If-Modified-Since": feed.modified}
    return {name: value for name, value in asked.items() if value}


def entries(answer: Answer) -> Iterator[Row]:
    data = answer.body.read()
    if sitemap.looks_like(data[:4096].decode("utf-8", "replace"), answer.url):
        return sitemap.rows_of(io.BytesIO(data), open_part)
    return feeds.rows_of(data, answer.url)


def new_rows(feed: Feed, rows: Iterable[Row]) -> list[dict[str, str]]:
    """Records whose address is neither stored nor was tried often enough. One that cannot be canonical is left out:
    the next poll would bring it again."""
    by_url: dict[str, dict[str, str]] = {}
    for row in rows:
        record = row.record or {}
        try:
            by_url.setdefault(addresses.canonical(record.get("url", "")), record)
        except addresses.AddressError:
            continue
    known = set(Article.objects.filter(url_key__in=map(addresses.key, by_url)).values_list("url", flat=True))
    rejected = ImportProblem.objects.filter(job=OuterRef("job"), row=OuterRef("row"))
    tried = ImportAddress.objects.filter(job__origin=ImportJob.Origin.FEED, url__in=by_url)
    failures = Counter[str]()
    for url, failed in tried.annotate(failed=Exists(rejected)).values_list("url", "failed"):
        failures[url] += 1 if failed else TRIES  # what is under way, or stored under another address
    done = {url for url, count in failures.items() if count >= TRIES}
    return [record for url, record in by_url.items() if url not in known and url not in done]


def start_import(feed: Feed, records: list[dict[str, str]]) -> ImportJob | None:
    if not records:
        return None
    lines = "".join(f"{json.dumps(record)}\n" for record in records).encode()
    options = {"outlet": feed.outlet.name, "fetch": True}
    return start_upload(io.BytesIO(lines), feed.url, format="jsonl", options=options, origin=ImportJob.Origin.FEED)


def put_off(feed: Feed, reason: str, wait: int | None = None, *, gone: bool = False) -> None:
    """Twice as long after each failure, at most a day; a feed that is gone for good is asked no more."""
    feed.failures += 1
    pause = min(timedelta(minutes=feed.minutes) * 2 ** min(feed.failures, 12), LONGEST)
    pause = max(pause, timedelta(seconds=wait or 0))
    feed.error, feed.polled_at = reason[:2000], timezone.now()
    feed.next_at, feed.active = feed.polled_at + pause, feed.active and not gone
    feed.save(update_fields=["failures", "error", "polled_at", "next_at", "active"])
