"""Import chunks: each in one transaction together with its job's counts, so nothing is ever half done."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from config.leases import WorkState, heartbeat
from sources.models import ImportChunk, ImportJob, ImportProblem
from sources.services.bells import ring_after_commit
from sources.services.records import Incoming, RejectedError, check, fillings
from sources.services.store import store

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = structlog.get_logger(__name__)
LINE, RAW = "line", "raw"  # in a chunk's records, beside the fields: where the row began and how it looked


def import_due(chunks: QuerySet[ImportChunk] | None = None, *, alone: bool = True) -> bool:
    """Take one due chunk, of any job or of `chunks`, and import it. False where none was due."""
    queue = ImportChunk.objects.all() if chunks is None else chunks
    taken: list[ImportChunk] = queue.take(1)  # type: ignore[attr-defined]
    reject_set_aside(queue)
    if not taken:
        return False
    (chunk,) = taken
    if chunk.attempts > 1 and chunk.row_count > 1:
        chunk = split(chunk)
    with heartbeat([chunk]):
        try:
            import_chunk(chunk, alone=alone)
        except Exception as error:
            log.exception("chunk_failed", chunk=str(chunk), attempt=chunk.attempts)
            fail(chunk, f"{type(error).__name__}: {error}")
    return True


def import_chunk(chunk: ImportChunk, *, alone: bool = True) -> None:
    with transaction.atomic():
        held = ImportChunk.objects.lock(chunk)
        if held is None:
            return
        job = ImportJob.objects.get(pk=held.job_id)
        counts, problems, snapshots = imported(held.rows, job, alone=alone)
        ImportProblem.objects.bulk_create(problems)
        count(job.pk, counts)
        held.rows = []
        held.save(update_fields=["rows"])
        held.finish()
        if snapshots:
            ring_after_commit("claims.extract", snapshots[0])
        finish_job(job.pk)


def imported(
    rows: list[tuple[int, dict[str, Any]]], job: ImportJob, *, alone: bool
) -> tuple[Counter[str], list[ImportProblem], list[int]]:
    options = fillings(job)
    checked: list[Incoming] = []
    problems = []
    for number, record in rows:
        try:
            checked.append(check(number, record, options))
        except RejectedError as error:
            problems.append(problem(job, number, record, error.reason, error.advice))
    outcomes, snapshots = store(checked, job, alone=alone) if checked else ([], [])
    for outcome in outcomes:
        if outcome.name == "rejected":
            row = outcome.row
            problems.append(problem(job, row.row, row.record, outcome.reason, outcome.advice))
    counts = Counter(outcome.name for outcome in outcomes if outcome.name != "rejected")
    counts["rejected"] = len(problems)
    return counts, problems, snapshots


def problem(job: ImportJob, number: int, record: dict[str, Any], reason: str, advice: str) -> ImportProblem:
    line, raw = record.get(LINE), record.get(RAW, "")
    return ImportProblem(job=job, row=number, line=line, reason=reason, advice=advice, excerpt=raw)


def count(job_id: int, counts: Counter[str]) -> None:
    ImportJob.objects.filter(pk=job_id).update(**{name: F(name) + number for name, number in counts.items()})


def split(chunk: ImportChunk) -> ImportChunk:
    """After a chunk's first failure each of its rows is a chunk, so that the bad one fails alone. Returns the first."""
    with transaction.atomic():
        held = ImportChunk.objects.lock(chunk)
        if held is None:
            return chunk
        first, *others = held.rows
        ImportChunk.objects.bulk_create(
            ImportChunk(job_id=held.job_id, number=row[0], rows=[row], row_count=1, attempts=1, error=held.error)
            for row in others
        )
        held.rows, held.row_count = [first], 1
        held.save(update_fields=["rows", "row_count"])
    return held


def fail(chunk: ImportChunk, reason: str) -> None:
    with transaction.atomic():
        if held := ImportChunk.objects.lock(chunk):
            held.fail(reason)
    reject_set_aside(ImportChunk.objects.filter(pk=chunk.pk))


def reject_set_aside(chunks: QuerySet[ImportChunk]) -> None:
    """A row that failed three times is rejected with its reason."""
    with transaction.atomic():
        lost = chunks.filter(state=WorkState.SET_ASIDE).exclude(rows=[]).select_for_update(skip_locked=True)
        for chunk in lost.select_related("job")[:100]:
            ImportProblem.objects.bulk_create(
                problem(chunk.job, number, record, f"It failed three times: {chunk.error}", "Report this row.")
                for number, record in chunk.rows
            )
            count(chunk.job_id, Counter(rejected=len(chunk.rows)))
            chunk.rows = []
            chunk.save(update_fields=["rows"])
            finish_job(chunk.job_id)


def finish_job(job_id: int) -> None:
    """Once everything is read and every row has its outcome. The last of several that ask at once finds it so."""
    ImportJob.objects.filter(
        pk=job_id,
        phase=ImportJob.Phase.IMPORTING,
        read_rows=sum((F(name) for name in ImportJob.OUTCOMES[1:]), start=F(ImportJob.OUTCOMES[0])),
    ).update(phase=ImportJob.Phase.FINISHED, finished_at=timezone.now())
