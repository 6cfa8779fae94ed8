"""Only the latest text of a visible article is read again, where its claims come from another version."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from claims.extraction import pipeline_version
from claims.services.reprocessing.selection import Choice, by_version, read_by_others
from config.leases import WorkState
from sources.models import Outlet, Snapshot
from tests.factories import ArticleFactory, ExtractionFactory, OutletFactory
from tests.outputs import new_text, run
from tests.reextraction.older import applied, looked_at, read_before, started, worked

pytestmark = pytest.mark.django_db
NOW = pipeline_version()


def chosen(**choice: Any) -> set[int]:
    return set(read_by_others(NOW, Choice(**choice)).values_list("snapshot__article", flat=True))


def test_what_another_version_read() -> None:
    older = read_before()
    ArticleFactory()
    ExtractionFactory(state=WorkState.SET_ASIDE, attempts=3, applied_at=None)
    assert chosen() == {older.pk}
    assert by_version(NOW) == {"test-1": 1}


def test_not_a_text_that_was_replaced_nor_one_that_was_taken_down() -> None:
    replaced, removed, erased = (read_before() for _ in range(3))
    new_text(replaced, "Nothing was said.")
    removed.removed_at = timezone.now()
    removed.save()
    Snapshot.objects.filter(article=erased).update(text="", erased_at=timezone.now())
    assert chosen() == set()


def test_a_new_text_that_another_version_read_as_well() -> None:
    article = read_before()
    latest = new_text(article, "“We stay,” Ada Quist said.")
    run(latest)
    assert list(read_by_others(NOW).values_list("snapshot", flat=True)) == [latest.pk]


def test_the_choice_of_an_admin() -> None:
    gazette: Outlet = OutletFactory()
    june, july = (dt.datetime(2024, month, 15, 12, tzinfo=dt.UTC) for month in (6, 7))
    one, two = read_before(outlet=gazette, published_at=june), read_before(outlet=gazette, published_at=july)
    three, undated = read_before(published_at=june), read_before(published_at=None)
    assert chosen() == {one.pk, two.pk, three.pk, undated.pk}
    assert chosen(outlet=gazette) == {one.pk, two.pk}
    assert chosen(since=dt.date(2024, 7, 1)) == {two.pk}
    assert chosen(until=dt.date(2024, 6, 15)) == {one.pk, three.pk}
    assert chosen(outlet=gazette, since=dt.date(2024, 6, 15), until=dt.date(2024, 6, 15)) == {one.pk}
    job = worked(started(outlet=gazette))
    assert set(job.items.values_list("snapshot__article", flat=True)) == {one.pk, two.pk}


def test_once_applied_there_is_nothing_left() -> None:
    read_before()
    applied(looked_at())
    assert chosen() == set()
    job = worked(started())
    assert (job.state, job.total) == ("done", 0)


def test_the_newest_are_read_first() -> None:
    days = [dt.datetime(2024, 6, day, 12, tzinfo=dt.UTC) for day in (2, 3, 1)]
    articles = [read_before(published_at=day) for day in days]
    job = looked_at()
    read = list(job.items.order_by("pk").values_list("snapshot__article", flat=True))
    assert read == [articles[1].pk, articles[0].pk, articles[2].pk]


def test_a_text_that_is_replaced_between_look_and_application_is_passed_over() -> None:
    article, other = read_before(), read_before()
    job = looked_at()
    new_text(article, "Nothing was said.")
    job = applied(job)
    assert (job.state, job.skipped, job.applied) == ("done", 1, 1)
    assert article.snapshots.order_by("number")[0].extractions.get(in_force=True).pipeline == "test-1"
    assert other.latest
    assert other.latest.extractions.get(in_force=True).pipeline == NOW


def test_only_what_one_version_read() -> None:
    first, second, alone = (read_before() for _ in range(3))
    for article in (first, second):
        run(article.latest)  # by test-2
    assert by_version(NOW) == {"test-1": 1, "test-2": 2}
    assert chosen(read_by="test-2") == {first.pk, second.pk}
    assert chosen(read_by="test-1") == {alone.pk}
    assert chosen(read_by="test-3") == set()
    job = worked(started(read_by="test-1"))
    assert list(job.items.values_list("snapshot__article", flat=True)) == [alone.pk]
    assert started(read_by="test-1") == job
    assert started(read_by="test-2") != job
