"""Crashes, doubled messages and two imports of one file at once: each article once, every row accounted for."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

from config.leases import MAX_ATTEMPTS, WorkState
from sources.models import Article, ImportJob, ImportRow, Snapshot
from sources.services import batches, import_rows
from sources.services.start import start_here, start_path
from sources.services.store import WRITER, store
from sources.services.sweep import sweep
from sources.services.work import work_due, work_on
from tests.imports.files import finish, outcomes, reasons, run

BATCH = 100
ROWS = 3 * BATCH + 50


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", BATCH)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    rows = (
        f'https://gazette.example/{n},"Item {n * 7919}: {" ".join(str(n * k) for k in range(2, 30))}"'
        for n in range(ROWS)
    )
    path.write_text("url,text\n" + "\n".join(rows))
    return path


def expire(**which: Any) -> None:
    """As if the worker had died a while ago."""
    ImportJob.objects.filter(state=WorkState.RUNNING, **which).update(lease_until="2024-01-01T00:00Z")


@pytest.mark.django_db
def test_the_same_file_again_is_unchanged(file: Path) -> None:
    assert outcomes(run(file)) == {"created": ROWS}
    assert outcomes(run(file)) == {"unchanged": ROWS}
    assert Snapshot.objects.count() == ROWS


@pytest.mark.django_db
def test_every_row_has_its_outcome_and_its_article(file: Path) -> None:
    job = run(file)
    rows = list(job.rows.order_by("row").values_list("row", "outcome", "article__url"))
    assert rows == [(n + 1, "created", f"https://gazette.example/{n}") for n in range(ROWS)]


class PowerCut(BaseException):
    pass


@pytest.mark.django_db
def test_an_import_goes_on_where_it_was_cut_off(file: Path) -> None:
    def cut(job: ImportJob) -> None:
        if job.read_rows > BATCH:
            raise PowerCut

    job = start_here(file)
    with pytest.raises(PowerCut):
        work_on(job, said=cut)
    assert Article.objects.count() == 2 * BATCH
    expire()
    job = finish(job)
    assert (job.phase, job.read_rows, outcomes(job)) == (ImportJob.Phase.FINISHED, ROWS, {"created": ROWS})


@pytest.mark.django_db
def test_an_import_in_turns(file: Path) -> None:
    job = start_path(file)
    turns = 1
    while work_due(job.pk, seconds=0):
        turns += 1
    job.refresh_from_db()
    assert (job.phase, job.read_rows, turns) == (ImportJob.Phase.COMPARING, ROWS, 5)
    assert outcomes(finish(job)) == {"created": ROWS}


@pytest.mark.django_db
def test_a_worker_that_lost_its_lease_writes_no_more(file: Path) -> None:
    job = start_here(file)

    def overtaken(late: ImportJob) -> None:
        if late.read_rows == BATCH:
            expire()
            work_due(job.pk)

    assert not work_on(ImportJob.objects.get(pk=job.pk), said=overtaken)
    assert outcomes(finish(job)) == {"created": ROWS}
    assert ImportRow.objects.count() == ROWS


@pytest.mark.django_db
def test_a_row_that_cannot_be_stored_is_rejected_and_its_neighbours_are_taken(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def poisoned(rows: Any, job: Any, **options: Any) -> Any:
        if any(row.url.endswith("/7") for row in rows):
            raise ZeroDivisionError("poison")
        return store(rows, job, **options)

    monkeypatch.setattr(import_rows, "store", poisoned)
    job = run(file)
    assert (outcomes(job), job.phase) == ({"created": ROWS - 1, "rejected": 1}, ImportJob.Phase.FINISHED)
    assert reasons(job) == [(8, "The row could not be stored: ZeroDivisionError: poison")]


@pytest.mark.django_db
def test_a_row_that_kills_its_worker_is_rejected_too(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deadly(rows: Any, job: Any, **options: Any) -> Any:
        if any(row.url.endswith("/7") for row in rows):
            raise PowerCut
        return store(rows, job, **options)

    monkeypatch.setattr(import_rows, "store", deadly)
    job = start_path(file)
    for _ in range(MAX_ATTEMPTS + 1):  # with many rows, with few, and twice alone
        with pytest.raises(PowerCut):
            work_due(job.pk)
        expire()
    job = finish(job)
    assert (outcomes(job), job.phase) == ({"created": ROWS - 1, "rejected": 1}, ImportJob.Phase.FINISHED)
    assert reasons(job) == [(8, "Every worker that came to this row died.")]


@pytest.mark.django_db
def test_a_job_on_which_three_workers_died_has_failed(file: Path) -> None:
    job = start_here(file)
    ImportJob.objects.update(attempts=MAX_ATTEMPTS)
    expire()
    work_due(job.pk)
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
    job = start_path(file)
    assert sweep() == 1
    finish(job)
    assert sweep() == 0


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_a_batch(
    file: Path, worker: Callable[..., Any], eventually: Callable[..., None]
) -> None:
    """The batch waits inside its transaction for the writer's lock, which this test holds when the worker is killed."""
    job = start_path(file)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITER])
        first = worker()
        sweep()
        eventually(lambda: waiting_for_the_lock(), 60)
        first.kill()
        assert not Article.objects.exists()
    job.refresh_from_db()
    assert (job.settled, job.read_rows) == (0, 0)
    expire()
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
