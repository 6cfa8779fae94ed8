"""The rate is measured since the work last went on; nothing is told before it says something."""

import datetime as dt

import pytest
from django.utils import timezone

from claims.models import Reprocessing
from claims.reprocessing_progress import progress
from claims.services.reprocessing import jobs
from claims.templatetags.said import roughly

SECOND = dt.timedelta(seconds=1)
LATER = timezone.now() + dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (90, "90 seconds"), (150, "2 minutes"), (7200, "2 hours"), (86_400 * 3, "3 days")],
)
def test_in_one_unit(seconds: int, words: str) -> None:
    assert roughly(seconds * SECOND) == words


def job(**values: object) -> Reprocessing:
    known = {"pipeline": "x", "prepared": True, "total": 100, "rate_since": timezone.now() - 60 * SECOND}
    return Reprocessing.objects.create(**{**known, **values})


@pytest.mark.django_db
def test_at_the_rate_so_far() -> None:
    left = progress(job(read=20)).left
    assert left
    assert abs(left - 240 * SECOND) < 5 * SECOND
    left = progress(job(state="applying", outlet=None, since="2024-01-01", read=100, applied=90, rate_from=80)).left
    assert left
    assert abs(left - 60 * SECOND) < 5 * SECOND


@pytest.mark.django_db
@pytest.mark.parametrize(
    "values",
    [{}, {"paused": True, "read": 20}, {"state": "ready", "read": 100}, {"rate_since": LATER, "read": 1}],
)
def test_unknown(values: dict[str, object]) -> None:
    assert progress(job(**values)).left is None


@pytest.mark.django_db
def test_a_pause_is_no_part_of_it() -> None:
    paused = job(read=20, paused=True)
    assert jobs.resume(paused)
    paused.refresh_from_db()
    assert paused.rate_from == 20
    assert progress(paused).left is None
