import pytest
from django.db import IntegrityError

from sources.models import ImportJob
from tests.factories import ImportJobFactory

pytestmark = pytest.mark.django_db


def test_no_more_outcomes_than_rows() -> None:
    with pytest.raises(IntegrityError, match="job_outcomes_within_read"):
        ImportJobFactory(read_rows=2, created=2, rejected=1)


def test_a_finished_job_accounts_for_every_row() -> None:
    with pytest.raises(IntegrityError, match="job_outcomes_add_up"):
        ImportJobFactory(phase=ImportJob.Phase.FINISHED, read_rows=3, created=2)


def test_all_five_outcomes_count() -> None:
    outcomes = dict.fromkeys(ImportJob.OUTCOMES, 1)
    assert ImportJobFactory(phase=ImportJob.Phase.FINISHED, read_rows=5, **outcomes).settled == 5
