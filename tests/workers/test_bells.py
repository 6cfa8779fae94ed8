from collections.abc import Callable

import pytest
from celery import current_app

from claims.models import Claim, Extraction
from claims.services.extract import BATCH, request, request_missing
from config.leases import WorkState
from sources.models import Snapshot
from tests.factories import ArticleFactory, ExtractionFactory

pytestmark = pytest.mark.django_db(transaction=True)
TEXT = "“We shall leave in spring,” Ada Quist said."


def all_done(count: int) -> bool:
    return Extraction.objects.filter(state=WorkState.DONE).count() == count


def test_a_message_delivered_twice_does_no_harm(worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    snapshot = ArticleFactory(text=TEXT).latest
    for _ in range(3):
        current_app.send_task("claims.extract", args=[snapshot.pk])
    worker("--concurrency", "2")
    eventually(lambda: all_done(1), within=60)
    assert Extraction.objects.get().attempts == 1
    assert Claim.objects.count() == 1


def test_one_bell_is_enough_for_more_than_a_batch(
    worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    for number in range(BATCH + 4):
        ArticleFactory(text=f"“We shall count to {number} and leave,” Ada Quist said.")
    current_app.send_task("claims.extract", args=[Snapshot.objects.order_by("pk")[0].pk])
    worker()
    eventually(lambda: all_done(BATCH + 4), within=60)
    assert Claim.objects.count() == BATCH + 4


def test_the_sweep_finds_what_nobody_rang_for(worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    ArticleFactory(text=TEXT)
    current_app.send_task("claims.sweep")
    worker()
    eventually(lambda: all_done(1), within=60)


def test_a_snapshot_is_requested_once() -> None:
    snapshot = ArticleFactory().latest
    assert (request(snapshot.pk), request(snapshot.pk), request_missing()) == (1, 0, 0)


def test_a_new_pipeline_version_changes_nothing_by_itself() -> None:
    ExtractionFactory(pipeline="an-older-one")
    assert request_missing() == 0
