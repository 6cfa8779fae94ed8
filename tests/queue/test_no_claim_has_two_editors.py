"""A claim is leased to one editor at a time, whatever happens at the same moment."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from claims.models import Claim, ReviewLease
from claims.services.lease import hold, keep, leave, let_go, take
from claims.services.review import decide
from tests.factories import ActorFactory, ClaimFactory, UserFactory

EDITORS, CLAIMS = 6, 30


@pytest.mark.django_db(transaction=True)
def test_six_who_ask_at_once_for_all_that_there_is() -> None:
    ClaimFactory.create_batch(CLAIMS)
    editors = UserFactory.create_batch(EDITORS, role="editor")
    taken: list[int] = []
    met = threading.Barrier(EDITORS, timeout=10)

    def work(number: int) -> None:
        mine: list[int] = []
        try:
            met.wait()
            while key := take({}, editors[number], None, besides=mine):
                mine.append(key)
        finally:
            taken.extend(mine)
            connection.close()

    threads = [threading.Thread(target=work, args=[number]) for number in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == CLAIMS
    assert set(Counter(taken).values()) == {1}


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_is_being_written_is_passed_over_and_not_waited_for() -> None:
    written, free = ClaimFactory(confidence=0.1), ClaimFactory(confidence=0.4, speaker=ActorFactory())
    taken: list[int | None] = []

    def ask() -> None:
        try:
            taken.append(take({}, UserFactory(role="editor"), None))
        finally:
            connection.close()

    with transaction.atomic():
        Claim.objects.select_for_update().get(pk=written.pk)
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join(10)
    assert taken == [free.pk]


@pytest.mark.django_db
def test_a_lease_runs_out_and_is_renewed_until_then() -> None:
    claim, ana, ben = ClaimFactory(), UserFactory(role="editor"), UserFactory(role="editor")
    assert hold(claim.pk, ana)
    assert hold(claim.pk, ana), "again is no matter"
    assert not hold(claim.pk, ben)
    ReviewLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert keep([claim.pk], ana) == {}, "nobody wanted it meanwhile"
    assert take({}, ben, None) is None
    ReviewLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert take({}, ben, None) == claim.pk
    assert keep([claim.pk], ana)[claim.pk].by == ben


@pytest.mark.django_db
def test_it_is_free_when_it_was_let_go_by_its_holder() -> None:
    claim, ana, ben = ClaimFactory(), UserFactory(role="editor"), UserFactory(role="editor")
    hold(claim.pk, ana)
    let_go([claim.pk], ben)
    assert not hold(claim.pk, ben)
    let_go([claim.pk], ana)
    assert hold(claim.pk, ben)


@pytest.mark.django_db
def test_a_page_that_closes_leaves_what_the_next_one_has() -> None:
    again, left = ClaimFactory.create_batch(2)
    ana, ben = UserFactory(role="editor"), UserFactory(role="editor")
    for claim in (again, left):
        hold(claim.pk, ana)
    shown = timezone.now()
    hold(again.pk, ana)
    assert keep([again.pk, left.pk], ana) == {}, "the page that closes may have said so at the last moment"
    leave({again.pk: shown, left.pk: shown}, ana)
    assert not hold(again.pk, ben)
    assert hold(left.pk, ben)


@pytest.mark.django_db
def test_what_was_decided_is_in_no_line() -> None:
    claim, ana = ClaimFactory(), UserFactory(role="editor")
    decide(claim, ana, "confirm", 1)
    assert take({}, ana, None) is None
