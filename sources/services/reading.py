"""The reading phase: a file becomes chunks of rows, committed one by one, so that a crash costs nothing twice."""

from __future__ import annotations

import time
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from config.leases import LEASE, WorkState, heartbeat
from sources.models import ImportChunk, ImportJob, ImportProblem
from sources.readers import Row, UnreadableError, read
from sources.services.bells import ring_after_commit
from sources.services.chunks import LINE, RAW, finish_job
from sources.texts import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CHUNK = 100
BELLS = 4  # chunks of a job that ring; each bell answered rings for the next
log = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """Somebody else reads this job now."""


def read_due(job_id: int, seconds: float | None = None) -> bool:
    """Read the job's file if that is due, for about so many seconds. Whether there is more to read."""
    taken = ImportJob.objects.filter(pk=job_id).take(1)
    fail_set_aside()
    return bool(taken) and read_job(taken[0], seconds)


def read_job(job: ImportJob, seconds: float | None = None, said: Callable[[ImportJob], None] | None = None) -> bool:
    """Read a job whose lease this process holds; `said` hears after every chunk."""
    with heartbeat([job]):
        try:
            return read_chunks(job, seconds, said)
        except LeaseLostError:
            return False
        except UnreadableError as error:
            give_up(job, f"{error.reason} {error.advice}".strip())
        except Exception as error:
            log.exception("reading_failed", job=job.pk)
            job.fail(f"{type(error).__name__}: {error}")
            fail_set_aside()
    return False


def read_chunks(job: ImportJob, seconds: float | None, said: Callable[[ImportJob], None] | None) -> bool:
    until = time.monotonic() + seconds if seconds else None
    mapping = job.options.get("map") or {}
    with read(Path(job.path), job.name, job.format, mapping) as reading:
        if reading.format != "text" and job.options.get("url"):
            raise UnreadableError("One address was given for a file of many articles.", "Leave the address out.")
        start(job, reading.format)
        rows = (row for row in reading.rows if row.number > job.read_rows)
        for batch in batched(rows, CHUNK):
            commit(job, batch, reading.position())
            if said:
                said(job)
            if until and time.monotonic() > until:
                return pause(job)
        if not job.read_rows:
            raise UnreadableError("The file has no row but its header.", "Choose a file with at least one article.")
    finish(job)
    return False


def start(job: ImportJob, format: str) -> None:
    job.format, job.started_at = format, job.started_at or timezone.now()
    job.save(update_fields=["format", "started_at"])


def commit(job: ImportJob, rows: Sequence[Row], position: int) -> None:
    """One chunk, its bad rows and the job's progress together, if nobody else has gone on with the job."""
    good = [
        (row.number, {**cleaned(row.record), LINE: row.line, RAW: normalise(row.excerpt)})
        for row in rows
        if row.record is not None
    ]
    bad = [row for row in rows if row.problem]
    with transaction.atomic():
        mine = ImportJob.objects.filter(pk=job.pk, state=WorkState.RUNNING, read_rows=job.read_rows).update(
            read_rows=F("read_rows") + len(rows),
            rejected=F("rejected") + len(bad),
            read_bytes=position,
            attempts=1,  # it gets on: three attempts are for a place where it does not
            lease_until=timezone.now() + LEASE,
        )
        if not mine:
            raise LeaseLostError
        ImportProblem.objects.bulk_create(
            ImportProblem(
                job=job,
                row=row.number,
                line=row.line,
                reason=normalise(row.problem.reason),
                advice=row.problem.advice,
                excerpt=normalise(row.excerpt),
            )
            for row in bad
            if row.problem
        )
        if good:
            ImportChunk.objects.create(job=job, number=good[0][0], rows=good, row_count=len(good))
            if rows[0].number <= CHUNK * BELLS:
                ring_after_commit("sources.import_chunk", job.pk)
    job.read_rows += len(rows)
    job.read_bytes, job.attempts = position, 1


def cleaned(record: dict[str, str]) -> dict[str, str]:
    """Without what JSON in PostgreSQL cannot hold, and without empty fields."""
    return {name: normalise(value) for name, value in record.items() if value}


def pause(job: ImportJob) -> bool:
    """Back to the queue, to be read on: a worker may hold a task for a limited time only."""
    mine = ImportJob.objects.filter(pk=job.pk, state=WorkState.RUNNING, read_rows=job.read_rows)
    return bool(mine.update(state=WorkState.WAITING, attempts=0, lease_until=None))


def finish(job: ImportJob) -> None:
    with transaction.atomic():
        mine = ImportJob.objects.filter(pk=job.pk, state=WorkState.RUNNING, read_rows=job.read_rows)
        mine.update(
            state=WorkState.DONE,
            lease_until=None,
            error="",
            phase=ImportJob.Phase.IMPORTING,
            read_bytes=F("size"),
        )
        finish_job(job.pk)


def give_up(job: ImportJob, reason: str) -> None:
    """Nobody can read this file; trying again would not help."""
    ImportJob.objects.filter(pk=job.pk, state=WorkState.RUNNING).update(
        state=WorkState.SET_ASIDE,
        lease_until=None,
        error=reason,
        phase=ImportJob.Phase.FAILED,
        finished_at=timezone.now(),
    )


def fail_set_aside() -> None:
    """A job whose reading was given up, also by whoever took it after its worker died, has failed."""
    ImportJob.objects.filter(state=WorkState.SET_ASIDE, phase=ImportJob.Phase.READING).update(
        phase=ImportJob.Phase.FAILED, finished_at=timezone.now()
    )
