import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import timezone

from claims.models import Extraction
from config.leases import MAX_ATTEMPTS, WorkState
from tests.factories import ExtractionFactory

pytestmark = pytest.mark.django_db

LONG_AGO = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)


def waiting(count: int) -> list[Extraction]:
    return [ExtractionFactory(state=WorkState.WAITING) for _ in range(count)]


def test_taken_rows_run_under_a_lease_with_one_more_attempt() -> None:
    rows = waiting(3)
    assert Extraction.objects.take(2) == rows[:2]
    taken = Extraction.objects.get(pk=rows[0].pk)
    assert (taken.state, taken.attempts) == (WorkState.RUNNING, 1)
    assert taken.lease_until is not None
    assert taken.lease_until > timezone.now()


def test_a_row_under_a_lease_is_not_taken_again() -> None:
    waiting(1)
    assert len(Extraction.objects.take(5)) == 1
    assert Extraction.objects.take(5) == []


def test_an_expired_lease_is_taken_up_again() -> None:
    waiting(1)
    Extraction.objects.take(1)
    Extraction.objects.update(lease_until=LONG_AGO)
    assert [row.attempts for row in Extraction.objects.take(1)] == [2]


def test_a_row_that_was_tried_before_runs_alone() -> None:
    first, *others = waiting(3)
    Extraction.objects.take(1)[0].fail("it went wrong")
    assert Extraction.objects.take(3) == [first]
    assert Extraction.objects.take(3) == others


def test_failing_the_last_attempt_sets_aside_with_the_reason() -> None:
    waiting(1)
    for _ in range(MAX_ATTEMPTS):
        Extraction.objects.take(1)[0].fail("always the same")
    row = Extraction.objects.get()
    assert (row.state, row.error) == (WorkState.SET_ASIDE, "always the same")
    assert Extraction.objects.take(1) == []


def test_dying_in_the_last_attempt_sets_aside_too() -> None:
    waiting(1)
    for _ in range(MAX_ATTEMPTS):
        assert Extraction.objects.take(1)
        Extraction.objects.update(lease_until=LONG_AGO)
    assert Extraction.objects.take(1) == []
    assert Extraction.objects.get().state == WorkState.SET_ASIDE


def test_finishing_clears_lease_and_error() -> None:
    waiting(1)
    Extraction.objects.take(1)[0].finish()
    row = Extraction.objects.get()
    assert (row.state, row.lease_until, row.error) == (WorkState.DONE, None, "")


def test_the_database_refuses_a_running_row_without_a_lease() -> None:
    with pytest.raises(IntegrityError, match="extraction_lease"):
        ExtractionFactory(state=WorkState.RUNNING, attempts=1)
