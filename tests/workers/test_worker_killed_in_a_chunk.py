from collections.abc import Callable

import pytest
from celery import current_app
from django.db.models import Count

from claims.models import Claim, Extraction
from claims.services.extract import request_missing
from config.leases import WorkState
from tests.factories import ArticleFactory
from tests.workers.poison import SLOW

pytestmark = pytest.mark.django_db(transaction=True)
LEASE = {"ONRECORD_LEASE": "3"}


def test_another_worker_takes_over_and_stores_each_claim_once(
    worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    for number in range(5):
        ArticleFactory(text=f"{SLOW} “We shall count to {number} and leave,” Ada Quist said.")
    request_missing()
    current_app.send_task("claims.extract")
    first = worker("-I", "tests.workers.poison", **LEASE)
    done = Extraction.objects.filter(state=WorkState.DONE)
    eventually(lambda: done.count() >= 2, within=60)
    first.kill()  # type: ignore[attr-defined]
    finished = done.count()
    assert finished < 5
    assert Extraction.objects.filter(state=WorkState.RUNNING).count() == 5 - finished

    worker(**LEASE)

    def all_done() -> bool:
        current_app.send_task("claims.sweep")
        return done.count() == 5

    eventually(all_done, within=60)
    assert Claim.objects.count() == 5
    assert set(Claim.objects.values_list("snapshot").annotate(n=Count("id")).values_list("n", flat=True)) == {1}
    assert sorted(Extraction.objects.values_list("attempts", flat=True)) == [1] * finished + [2] * (5 - finished)
