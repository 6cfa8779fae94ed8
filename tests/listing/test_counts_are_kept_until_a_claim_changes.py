"""Counts of a list are kept while nothing changes, and never told when something has."""

import threading
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims.listing import list_claims
from claims.models import Claim
from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def count(query: str = "kind=direct") -> tuple[int, int]:
    """How many claims, and in how many statements that count them."""
    with CaptureQueriesContext(connection) as asked:
        number = list_claims(QueryDict(query)).count
    return number, sum("WITH hits" in one["sql"] for one in asked)


def test_nothing_is_counted_twice_until_a_claim_is_added_changed_or_removed() -> None:
    ClaimFactory.create_batch(2, kind="direct")
    assert [count(), count()] == [(2, 1), (2, 0)]
    claim = ClaimFactory(kind="direct")
    assert [count(), count()] == [(3, 1), (3, 0)]
    Claim.objects.filter(pk=claim.pk).update(state="rejected")
    assert [count(), count()] == [(2, 1), (2, 0)]
    claim.delete()
    assert count() == (2, 1)


def test_each_list_has_its_own() -> None:
    ana, ben = ActorFactory(slug="ana"), ActorFactory(slug="ben")
    ClaimFactory(speaker=ana, kind="direct")
    ClaimFactory.create_batch(2, speaker=ben, kind="indirect")
    queries = {"speaker=ana": 1, "speaker=ben": 2, "kind=direct": 1, "kind=indirect": 2, "confidence=100": 0}
    for _ in range(2):
        assert {query: count(query)[0] for query in queries} == queries


def test_what_is_counted_while_somebody_writes_is_not_kept() -> None:
    """The writer has raised the version already, and the reader does not see its claims yet."""
    ClaimFactory(kind="direct")
    wrote, counted = threading.Event(), threading.Event()

    def write() -> None:
        try:
            with transaction.atomic():
                ClaimFactory(kind="direct")
                wrote.set()
                assert counted.wait(10)
        finally:
            connection.close()

    writer = threading.Thread(target=write)
    writer.start()
    assert wrote.wait(10)
    assert [count(), count()] == [(1, 1), (1, 1)]
    counted.set()
    writer.join()
    assert [count(), count()] == [(2, 1), (2, 0)]


def add() -> None:
    ClaimFactory(kind="direct")
    connection.close()


def test_one_who_looks_from_within_an_old_snapshot_keeps_nothing() -> None:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        assert count()[0] == 0
        writer = threading.Thread(target=add)
        writer.start()
        writer.join()
        assert count()[0] == 0
    assert count()[0] == 1
