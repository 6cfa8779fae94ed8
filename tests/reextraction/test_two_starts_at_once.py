from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from claims.models import Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice
from tests.factories import OutletFactory
from tests.reextraction.older import read_before, started


def start_in_thread() -> tuple[int, bool]:
    try:
        job, new = jobs.start(Choice())
        return job.pk, new
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_both_get_the_same_job() -> None:
    read_before()
    with ThreadPoolExecutor(4) as pool:
        answers = [future.result() for future in [pool.submit(start_in_thread) for _ in range(4)]]
    assert len({pk for pk, _ in answers}) == 1
    assert sorted(new for _, new in answers) == [False, False, False, True]


@pytest.mark.django_db
def test_another_choice_is_another_job_and_so_is_one_after_the_end() -> None:
    first = started()
    outlet = OutletFactory()
    assert started(outlet=outlet).pk != first.pk
    assert started(outlet=outlet) == started(outlet=outlet)
    jobs.cancel(first)
    assert started().pk != first.pk
    assert not jobs.retry(Reprocessing.objects.get(pk=first.pk)), "it was cancelled"
