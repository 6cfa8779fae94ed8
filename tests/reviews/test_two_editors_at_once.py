import threading

import pytest
from django.db import connection

from claims.models import Claim, Review
from claims.services.review import Stale, decide
from tests.factories import ClaimFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_one_saves_and_the_other_is_told() -> None:
    claim = ClaimFactory()
    editors = [UserFactory(role="editor") for _ in range(2)]
    told: list[Stale] = []
    met = threading.Barrier(2, timeout=5)

    def work(number: int) -> None:
        try:
            met.wait()
            decide(claim, editors[number], ["confirm", "reject"][number], 1)
        except Stale as stale:
            told.append(stale)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 1
    assert Review.objects.count() == 1
    assert Claim.objects.get().state == {"confirm": "confirmed", "reject": "rejected"}[Review.objects.get().action]
