"""Run, pause, go on, cancel, try again: each where the phase allows it, and the counts add up after each."""

from pathlib import Path

import pytest

from config.leases import WorkState
from sources.models import Article, ImportJob
from sources.services import batches, control
from sources.services.phases import Phase
from sources.services.start import start_path
from sources.services.work import work_due
from tests.imports.files import TEXT, finish, outcomes, reasons

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 10)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """35 rows; every tenth has a date that can be read in two ways."""
    path = tmp_path / "rows.csv"
    dates = ["03/04/2024" if n % 10 == 9 else "2024-04-03" for n in range(35)]
    path.write_text(
        "url,text,published\n" + "".join(f'https://a.example/{n},"{n}. {TEXT}",{day}\n' for n, day in enumerate(dates))
    )
    return path


def turn(job: ImportJob) -> ImportJob:
    """One batch."""
    work_due(job.pk, seconds=0)
    return ImportJob.objects.get(pk=job.pk)


def cancelled(mine: ImportJob) -> None:
    control.cancel(ImportJob.objects.get(pk=mine.pk))


def test_a_job_waits_for_its_go_ahead(file: Path) -> None:
    job = start_path(file, go=False)
    assert (job.phase, turn(job).read_rows) == (Phase.READY, 0)
    assert control.run(job)
    assert outcomes(finish(job)) == {"created": 1, "copies": 31, "rejected": 3}


def test_a_paused_import_waits_and_goes_on(file: Path) -> None:
    job = turn(start_path(file))
    assert job.read_rows == 10
    assert control.pause(job)
    assert turn(turn(job)).read_rows == 10
    assert control.resume(job)
    job = finish(job)
    assert (job.phase, job.read_rows, job.settled) == (Phase.FINISHED, 35, 35)


def test_a_pause_stops_who_is_at_it(file: Path) -> None:
    job = start_path(file)

    def meanwhile(mine: ImportJob) -> None:
        if mine.read_rows == 20:
            control.pause(ImportJob.objects.get(pk=job.pk))

    assert not work_due(job.pk, said=meanwhile)
    job.refresh_from_db()
    assert (job.read_rows, job.settled, job.state, job.paused) == (20, 20, WorkState.WAITING, True)


def test_a_cancelled_import_keeps_what_it_brought_and_can_go_on(file: Path) -> None:
    job = turn(start_path(file))
    assert control.cancel(job)
    job = turn(job)
    assert (job.phase, job.read_rows, job.settled, Article.objects.count()) == (Phase.CANCELLED, 10, 10, 9)
    assert control.run(job)
    job = finish(job)
    assert (job.phase, job.read_rows, Article.objects.count()) == (Phase.FINISHED, 35, 32)


def test_a_cancel_stops_who_is_at_it(file: Path) -> None:
    job = start_path(file)
    assert not work_due(job.pk, said=cancelled)
    job.refresh_from_db()
    assert (job.phase, job.read_rows, job.settled) == (Phase.CANCELLED, 10, 10)


def test_rejected_rows_are_tried_again_and_only_they(file: Path) -> None:
    job = finish(start_path(file))
    assert [row for row, _ in reasons(job)] == [10, 20, 30]
    assert control.retry(job, {"dates": "day_first"})
    job = finish(job)
    assert (outcomes(job), job.read_rows, reasons(job)) == ({"created": 1, "copies": 34}, 35, [])
    assert str(Article.objects.get(url="https://a.example/9").published_on) == "2024-04-03"
    assert list(job.rows.order_by("row").values_list("row", flat=True)) == list(range(1, 36))


def test_rows_that_fail_again_are_named_again(file: Path) -> None:
    job = finish(start_path(file))
    before = reasons(job)
    assert control.retry(job)
    assert reasons(finish(job)) == before


def test_a_retry_goes_on_where_it_was_cut_off(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = finish(start_path(file))
    monkeypatch.setattr(batches, "ROWS", 1)
    control.retry(job, {"dates": "day_first"})
    assert (turn(job).rejected, turn(job).rejected) == (2, 1)
    assert outcomes(finish(job)) == {"created": 1, "copies": 34}


@pytest.mark.parametrize(
    ("phase", "allowed"),
    [
        (Phase.UPLOADING, set()),
        (Phase.LOADING, {"cancel"}),
        (Phase.READY, {"run", "rehearse", "cancel"}),
        (Phase.REHEARSING, {"cancel"}),
        (Phase.IMPORTING, {"pause", "cancel"}),
        (Phase.RETRYING, {"pause", "cancel"}),
        (Phase.FETCHING, {"pause", "cancel"}),
        (Phase.COMPARING, {"pause", "cancel"}),
        (Phase.FINISHED, {"retry"}),
        (Phase.FAILED, {"run", "rehearse"}),
        (Phase.CANCELLED, {"run", "retry"}),
        (Phase.UNDOING, set()),
        (Phase.UNDONE, set()),
    ],
)
def test_what_a_phase_allows(file: Path, phase: Phase, allowed: set[str]) -> None:
    found = set()
    for name in ("run", "rehearse", "pause", "resume", "cancel", "retry"):
        job = start_path(file, go=False)
        ImportJob.objects.filter(pk=job.pk).update(phase=phase)
        job.refresh_from_db()
        if phase == Phase.CANCELLED:
            ImportJob.objects.filter(pk=job.pk).update(read_rows=1, created=1)
            job.refresh_from_db()
        if getattr(control, name)(job):
            found.add(name)
    assert found == allowed
