from collections.abc import Callable

import pytest
from celery import current_app
from django.conf import settings

from claims.models import Claim, Extraction
from claims.services.extract import BATCH, request_missing, request_new
from config.broker import BELL, client
from config.leases import WorkState
from sources.services.bells import ring
from tests.factories import ArticleFactory, ExtractionFactory

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "“We shall leave in spring,” Ada Quist said."


def all_done(count: int) -> bool:
    return Extraction.objects.filter(state=WorkState.DONE).count() == count


def test_a_message_delivered_twice_does_no_harm(worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    ArticleFactory(text=TEXT)
    for _ in range(3):
        current_app.send_task("claims.extract")
    worker("--concurrency", "2")
    eventually(lambda: all_done(1), within=60)
    assert Extraction.objects.get().attempts == 1
    assert Claim.objects.count() == 1


def test_one_bell_is_enough_for_more_than_a_batch(
    worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    for number in range(BATCH + 4):
        ArticleFactory(text=f"“We shall count to {number} and leave,” Ada Quist said.")
    current_app.send_task("claims.extract")
    worker()
    eventually(lambda: all_done(BATCH + 4), within=60)
    assert Claim.objects.count() == BATCH + 4


def test_the_sweep_finds_what_nobody_rang_for(worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    ArticleFactory(text=TEXT)
    current_app.send_task("claims.sweep")
    worker()
    eventually(lambda: all_done(1), within=60)


def test_a_snapshot_is_requested_once() -> None:
    ArticleFactory()
    assert (request_new(), request_new(), request_missing()) == (1, 0, 0)


def test_a_snapshot_that_is_older_than_the_newest_requested_is_requested_too() -> None:
    first, second = ArticleFactory().latest, ArticleFactory().latest
    ExtractionFactory(snapshot=second)
    assert request_new() == 1
    assert Extraction.objects.filter(snapshot=first).exists()


def test_a_bell_rings_once_until_it_is_heard(worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    queue = client(settings.CELERY_BROKER_URL)
    for job in (1, 1, 2, 1):
        ring("sources.work", job)
    assert queue.llen("celery") == 2
    worker()
    eventually(lambda: not list(queue.scan_iter(f"{BELL}*")), within=60)
    ring("sources.work", 1)
    assert list(queue.scan_iter(f"{BELL}*")) == [f"{BELL}sources.work:1".encode()]


def test_a_new_pipeline_version_changes_nothing_by_itself() -> None:
    ExtractionFactory(pipeline="an-older-one")
    assert request_missing() == 0
