from collections.abc import Callable

import pytest
from celery import current_app

from claims.models import Claim, Extraction
from claims.services.extract import request_missing, retry
from config.leases import WorkState
from tests.factories import ArticleFactory
from tests.workers.poison import BAD, DEADLY

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(("poison", "reason"), [(BAD, "The text is poisonous."), (DEADLY, "The worker died")])
def test_set_aside_after_three_tries_with_its_neighbours_done(
    poison: str, reason: str, worker: Callable[..., object], eventually: Callable[..., None]
) -> None:
    for number, extra in enumerate(["", poison, "", ""]):
        ArticleFactory(text=f"{extra} “We shall count to {number} and leave,” Ada Quist said.")
    request_missing()
    worker("-I", "tests.workers.poison", ONRECORD_LEASE="2")

    def all_settled() -> bool:
        current_app.send_task("claims.sweep")
        return not Extraction.objects.unfinished().exists()

    eventually(all_settled, within=90)
    (aside,) = Extraction.objects.set_aside()
    assert aside.attempts == 3
    assert reason in aside.error
    assert Extraction.objects.filter(state=WorkState.DONE, error="").count() == 3
    assert Claim.objects.count() == 3
    assert retry([aside.pk]) == 1
    assert list(Extraction.objects.due()) == [aside]
