import pytest

from claims.models import Claim, Extraction, Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.work import due, step
from tests.reextraction.older import applied, looked_at, read_before, started, worked

pytestmark = pytest.mark.django_db
State = Reprocessing.State


def test_a_paused_job_is_left_alone_until_it_is_resumed() -> None:
    read_before()
    job = started()
    assert jobs.pause(job)
    assert (due(), step()) == (0, 0)
    assert not jobs.pause(job), "it is paused"
    assert jobs.resume(job)
    assert worked(job).state == State.READY


def test_paused_while_it_is_applied() -> None:
    for _ in range(3):
        read_before()
    job = looked_at()
    jobs.apply(job)
    step(1)
    assert jobs.pause(job)
    assert worked(job).applied == 1
    assert jobs.resume(job)
    job = worked(job)
    assert (job.state, job.applied) == (State.DONE, 3)


def test_cancelled_before_it_is_applied_nothing_has_changed() -> None:
    for _ in range(3):
        read_before()
    before = list(Claim.objects.order_by("id").values())
    job = started()
    step(1)
    assert jobs.cancel(job)
    job = worked(job)
    assert (job.state, job.read, job.applied) == (State.CANCELLED, 1, 0)
    assert list(Claim.objects.order_by("id").values()) == before
    assert not jobs.apply(job)
    assert not jobs.resume(job)
    assert not jobs.cancel(job)


def test_cancelled_while_it_is_applied_what_was_applied_stays() -> None:
    for _ in range(3):
        read_before()
    job = looked_at()
    jobs.apply(job)
    step(1)
    assert jobs.cancel(job)
    job = worked(job)
    assert (job.state, job.applied) == (State.CANCELLED, 1)
    assert Extraction.objects.filter(in_force=True).exclude(pipeline="test-1").count() == 1
    rest = worked(started())
    assert rest.total == 2, "another job does the rest"


def test_what_was_read_need_not_be_read_again() -> None:
    read_before()
    job = looked_at()
    jobs.cancel(job)
    run = Extraction.objects.get(pipeline=job.pipeline)
    again = applied(looked_at())
    assert Extraction.objects.get(in_force=True) == run
    assert Extraction.objects.get(pk=run.pk).extracted_at == run.extracted_at
    assert again.applied == 1


def test_it_is_applied_once() -> None:
    read_before()
    job = started()
    assert not jobs.apply(job), "nobody has looked at it"
    worked(job)
    assert jobs.apply(job)
    assert not jobs.apply(job)
    assert worked(job).applied == 1
