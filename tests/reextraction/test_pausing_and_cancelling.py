from collections.abc import Iterator

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from claims.extraction import load
from claims.models import Claim, Extraction, Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.work import due, step
from tests.reextraction.older import QUOTED, applied, looked_at, read_before, started, worked

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


HALT = "Hold it there."


@Language.component("halts")
def halts(doc: Doc) -> Doc:
    if HALT in doc.text:
        jobs.pause(Reprocessing.objects.get())
    return doc


@pytest.fixture
def halting() -> Iterator[None]:
    pipeline = load()
    pipeline.add_pipe("halts", first=True)
    yield
    pipeline.disable_pipe("halts")


@pytest.mark.usefixtures("halting")
def test_what_a_worker_has_taken_and_not_begun_it_gives_back() -> None:
    for text in (QUOTED, f"{QUOTED} {HALT}", QUOTED):
        read_before(text)
    job = started()
    assert step() == 3
    job.refresh_from_db()
    assert (job.paused, job.read) == (True, 1), "the newest was read before the second stopped it"
    rows = list(job.items.order_by("pk").values_list("state", "attempts"))
    assert rows == [("done", 1), ("waiting", 0), ("waiting", 0)]


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
