"""Real workers: behind first readings, and taken over where one dies."""

from collections.abc import Callable

import pytest
from celery import current_app

from claims.models import Claim, Reprocessing, ReprocessingItem
from claims.services.extract import request_missing
from claims.services.reprocessing import jobs
from claims.tasks import reprocess
from config.leases import WorkState
from tests.factories import ArticleFactory
from tests.reextraction.older import QUOTED, read_before, started
from tests.workers.poison import SLOW

pytestmark = pytest.mark.django_db(transaction=True)
LEASE = {"ONRECORD_LEASE": "3"}


def at(job: Reprocessing, state: str) -> Callable[[], bool]:
    def reached() -> bool:
        current_app.send_task("claims.sweep")
        return Reprocessing.objects.filter(pk=job.pk, state=state).exists()

    return reached


def test_another_worker_takes_over_from_one_that_was_killed(
    worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    for number in range(4):
        read_before(f"{QUOTED} This is number {number}. {SLOW}")
    before = set(Claim.objects.values_list("pk", flat=True))
    job = started()
    first = worker("-I", "tests.workers.poison", **LEASE)
    done = ReprocessingItem.objects.filter(state=WorkState.DONE)
    eventually(lambda: done.count() >= 1, within=120)
    first.kill()  # type: ignore[attr-defined]
    finished = done.count()
    assert finished < 4

    worker(**LEASE)
    eventually(at(job, "ready"), within=120)
    assert Reprocessing.objects.get().read == 4
    assert sorted(ReprocessingItem.objects.values_list("attempts", flat=True)) == [1] * finished + [2] * (4 - finished)

    jobs.apply(job)
    eventually(at(job, "done"), within=120)
    assert Reprocessing.objects.get().applied == 4
    assert set(Claim.objects.standing().values_list("pk", flat=True)) == before


def test_what_was_never_read_goes_first() -> None:
    read_before()
    job = started()
    ArticleFactory()
    request_missing()
    assert reprocess() == 0
    job.refresh_from_db()
    assert (job.prepared, job.read) == (False, 0)
