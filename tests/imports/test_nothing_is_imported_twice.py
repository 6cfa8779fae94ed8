"""Crashes, doubled messages and two imports of one file at once: each article once, every row accounted for."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from config.leases import MAX_ATTEMPTS, WorkState
from sources.models import Article, ImportChunk, ImportJob, Snapshot
from sources.services import chunks
from sources.services.chunks import import_chunk, import_due
from sources.services.reading import CHUNK, read_due, read_job
from sources.services.start import start_here
from sources.services.store import WRITER, store
from sources.services.sweep import sweep
from tests.imports.files import outcomes, reasons, run

ROWS = 3 * CHUNK + 50


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    rows = (
        f'https://gazette.example/{n},"Item {n * 7919}: {" ".join(str(n * k) for k in range(2, 30))}"'
        for n in range(ROWS)
    )
    path.write_text("url,text\n" + "\n".join(rows))
    return path


def expire(model: Any, **which: Any) -> None:
    """As if the worker had died a while ago."""
    model.objects.filter(state=WorkState.RUNNING, **which).update(lease_until="2024-01-01T00:00Z")


@pytest.mark.django_db
def test_the_same_file_again_is_unchanged(file: Path) -> None:
    assert outcomes(run(file)) == {"created": ROWS}
    assert outcomes(run(file)) == {"unchanged": ROWS}
    assert Snapshot.objects.count() == ROWS


@pytest.mark.django_db
def test_reading_goes_on_where_it_was_cut_off(file: Path) -> None:
    class PowerCut(BaseException):
        pass

    def cut(job: ImportJob) -> None:
        if job.read_rows > CHUNK:
            raise PowerCut

    job = start_here(file)
    with pytest.raises(PowerCut):
        read_job(job, said=cut)
    expire(ImportJob)
    assert not read_due(job.pk)
    while import_due():
        pass
    job.refresh_from_db()
    assert (job.phase, job.read_rows, outcomes(job)) == (ImportJob.Phase.FINISHED, ROWS, {"created": ROWS})


@pytest.mark.django_db
def test_reading_in_turns(file: Path) -> None:
    job = start_here(file)
    more, turns = read_job(job, seconds=1e-9), 1
    while more:
        more, turns = read_due(job.pk, seconds=1e-9), turns + 1
    job.refresh_from_db()
    assert (job.read_rows, turns, job.chunks.count()) == (ROWS, 5, 4)


@pytest.mark.django_db
def test_a_reader_that_lost_its_lease_writes_no_more(file: Path) -> None:
    job = start_here(file)

    def overtaken(late: ImportJob) -> None:
        if late.read_rows == CHUNK:
            expire(ImportJob)
            read_due(job.pk)

    assert not read_job(ImportJob.objects.get(pk=job.pk), said=overtaken)
    job.refresh_from_db()
    assert (job.read_rows, sum(job.chunks.values_list("row_count", flat=True))) == (ROWS, ROWS)


@pytest.mark.django_db
def test_a_chunk_that_was_done_meanwhile_is_left_alone(file: Path) -> None:
    job = start_here(file)
    read_job(job)
    (late,) = ImportChunk.objects.take(1)
    expire(ImportChunk)
    while import_due():
        pass
    import_chunk(late)
    job.refresh_from_db()
    assert outcomes(job) == {"created": ROWS}


@pytest.mark.django_db
def test_a_row_that_fails_three_times_is_rejected_and_its_neighbours_are_taken(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poisoned(rows: Any, job: Any, **options: Any) -> Any:
        if any(row.url.endswith("/7") for row in rows):
            raise ZeroDivisionError("poison")
        return store(rows, job, **options)

    monkeypatch.setattr(chunks, "store", poisoned)
    job = run(file)
    assert (outcomes(job), job.phase) == ({"created": ROWS - 1, "rejected": 1}, ImportJob.Phase.FINISHED)
    assert reasons(job) == [(8, "It failed three times: ZeroDivisionError: poison")]
    assert job.chunks.get(number=8).attempts == MAX_ATTEMPTS


@pytest.mark.django_db
def test_a_row_that_kills_its_worker_is_rejected_too(file: Path) -> None:
    job = start_here(file)
    read_job(job)
    for _ in range(MAX_ATTEMPTS):
        (chunk,) = ImportChunk.objects.take(1)
        if chunk.row_count > 1 and chunk.attempts > 1:
            chunks.split(chunk)
        expire(ImportChunk)
    while import_due() or ImportChunk.objects.due().exists():
        pass
    job.refresh_from_db()
    assert (outcomes(job), job.phase) == ({"created": ROWS - 1, "rejected": 1}, ImportJob.Phase.FINISHED)
    assert "worker died" in reasons(job)[0][1]


@pytest.mark.django_db
def test_a_job_whose_reading_failed_three_times_has_failed(file: Path) -> None:
    job = start_here(file)
    ImportJob.objects.update(attempts=MAX_ATTEMPTS)
    expire(ImportJob)
    read_due(job.pk)
    job.refresh_from_db()
    assert (job.phase, job.state) == (ImportJob.Phase.FAILED, WorkState.SET_ASIDE)
    assert "died" in job.error


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once(file: Path) -> None:
    jobs: list[ImportJob] = []

    def work() -> None:
        try:
            jobs.append(run(file))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = [outcomes(job) for job in jobs]
    assert sum(one.get("created", 0) for one in found) == ROWS
    assert sum(one.get("unchanged", 0) for one in found) == ROWS
    assert Article.objects.count() == Snapshot.objects.count() == ROWS


@pytest.mark.django_db(transaction=True)
def test_a_sweep_finds_what_no_bell_reached(file: Path) -> None:
    job = start_here(file)
    ImportJob.objects.update(state=WorkState.WAITING, attempts=0, lease_until=None)
    assert sweep() == 1
    read_due(job.pk)
    assert sweep() == 4
    while import_due():
        pass
    assert sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_chunk(
    file: Path, worker: Callable[..., Any], eventually: Callable[..., None]
) -> None:
    """The chunk waits inside its transaction for the writer's lock, which this test holds when the worker is killed."""
    job = start_here(file)
    read_job(job)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
        first = worker()
        sweep()
        eventually(lambda: waiting_for_the_lock(), 60)
        first.kill()
        assert not Article.objects.exists()
    job.refresh_from_db()
    assert job.settled == 0
    expire(ImportChunk)
    worker()
    sweep()
    eventually(lambda: done(job), 90)
    job.refresh_from_db()
    assert outcomes(job) == {"created": ROWS}
    assert Article.objects.count() == Snapshot.objects.count() == ROWS


def waiting_for_the_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        return bool(cursor.fetchone()[0])


def done(job: ImportJob) -> bool:
    return ImportJob.objects.filter(pk=job.pk, phase=ImportJob.Phase.FINISHED).exists()
