"""Work off a job's texts: read and compare, later apply, each text in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from claims import extraction
from claims.models import Extraction, Reprocessing, ReprocessingItem
from claims.services.apply import apply_and_tell, preview
from claims.services.difference import Difference
from claims.services.group import lock_family_of
from claims.services.reprocessing.selection import Choice, kept, read_by_others
from config.leases import WorkState, heartbeat
from sources.models import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet
__all__ = ["BATCH", "due", "step"]

BATCH = 16
"""Texts that one worker takes at a time."""
type Read = tuple[ReprocessingItem, Any]
"""With the engine's output, or None."""
State = Reprocessing.State
log = structlog.get_logger()


def due(limit: int = 1) -> int:
    """How many texts wait for a worker with this pipeline, counted up to `limit`; a job just begun counts as one."""
    going = Reprocessing.objects.going(extraction.pipeline_version())
    begun = going.filter(prepared=False).count()
    keys = list(going.values_list("pk", flat=True))
    return begun + ReprocessingItem.objects.due().filter(job__in=keys)[:limit].count()


def step(limit: int = BATCH) -> int:
    """Take up to `limit` due texts of the oldest job that has some. Returns how many; 0 where there was nothing to do.

    What goes wrong with one of them is written on the rows that it kept from being done, which are then tried again
    one by one; nothing is raised.
    """
    for job in Reprocessing.objects.going(extraction.pipeline_version()).order_by("pk"):
        _prepare(job)
        rows: list[ReprocessingItem] = job.items.take(limit)
        _work(job, rows)
        _settle(job)
        if rows:
            return len(rows)
    return 0


def _prepare(job: Reprocessing) -> None:
    """The rows of work of a phase, made once, by whoever comes first."""
    with transaction.atomic():
        held = Reprocessing.objects.select_for_update(skip_locked=True).filter(pk=job.pk, prepared=False).first()
        if held is None:
            return
        if held.state == State.READING:
            held.total = _list(held)
        else:
            read = held.items.filter(state=WorkState.DONE, skipped=False, applied_at__isnull=True)
            read.update(state=WorkState.WAITING, attempts=0)
        held.prepared = True
        held.save(update_fields=["total", "prepared"])


def _list(job: Reprocessing) -> int:
    """The newest articles first, since that is how they are shown."""
    choice = Choice(job.outlet, job.since, job.until, job.read_by)
    newest = F("snapshot__latest_of__published_at").desc(nulls_last=True)
    runs = read_by_others(job.pipeline, choice)
    if job.kept:
        runs = runs.filter(Exists(kept().filter(snapshot=OuterRef("snapshot"), pipeline=job.pipeline)))
    chosen = runs.order_by(newest, "-pk").values("snapshot_id")
    query, parameters = chosen.query.sql_with_params()
    zeros = ReprocessingItem.COUNTS
    with connection.cursor() as cursor:
        cursor.execute(  # nothing of a user's is in the text of the query
            "INSERT INTO claims_reprocessingitem (job_id, snapshot_id, state, attempts, error, sample, skipped,"  # noqa: S608
            f" {', '.join(zeros)}) SELECT %s, chosen.snapshot_id, 'waiting', 0, '', '[]', false"
            f" {', 0' * len(zeros)} FROM ({query}) AS chosen",
            [job.pk, *parameters],
        )
        return int(cursor.rowcount)


def _work(job: Reprocessing, rows: list[ReprocessingItem]) -> None:
    left = list(rows)
    applying = job.state == State.APPLYING
    with heartbeat(rows):
        try:
            for row, output in ((row, None) for row in rows) if applying else _outputs(job, rows):
                if not Reprocessing.objects.filter(pk=job.pk, state=job.state, paused=False).exists():
                    break
                _finish(job, row, output)
                left.remove(row)
        except Exception as error:
            log.exception("reprocessing_failed", job=job.pk, items=[row.pk for row in left])
            for row in left:
                ReprocessingItem.objects.fail(row, error)
        else:
            for row in left:
                _give_back(row)


def _outputs(
    job: Reprocessing, rows: list[ReprocessingItem]
) -> Iterator[tuple[ReprocessingItem, dict[str, Any] | None]]:
    """What the engine finds in each text; None where its output is kept already, or where nobody wants it any more."""
    if job.kept:
        yield from ((row, None) for row in rows)
        return
    texts = {
        pk: (text, published.isoformat() if published else None)
        for pk, text, published in _current(rows).values_list("pk", "text", "article__published_on")
    }
    for snapshot in _kept(job, rows).values_list("snapshot", flat=True):
        texts.pop(snapshot, None)
    unread = [row for row in rows if row.snapshot_id in texts]
    yield from ((row, None) for row in rows if row.snapshot_id not in texts)
    if unread:
        outputs = extraction.extract_many(
            {"id": str(row.pk), "text": texts[row.snapshot_id][0], "published": texts[row.snapshot_id][1]}
            for row in unread
        )
        yield from zip(unread, outputs, strict=True)


def _kept(job: Reprocessing, rows: list[ReprocessingItem]) -> QuerySet[Extraction]:
    return kept().filter(snapshot__in=[row.snapshot_id for row in rows], pipeline=job.pipeline)


def _current(rows: list[ReprocessingItem]) -> QuerySet[Snapshot]:
    """Those texts that still are their article's latest, and are there."""
    latest = Snapshot.objects.filter(pk__in=[row.snapshot_id for row in rows], latest_of__isnull=False)
    return latest.filter(erased_at__isnull=True, latest_of__removed_at__isnull=True)


def _finish(job: Reprocessing, row: ReprocessingItem, output: dict[str, Any] | None) -> None:
    """One text and the job's counts in one transaction, unless another worker took the row meanwhile. The family is
    locked first, as by all who write claims."""
    with transaction.atomic():
        lock_family_of(row.snapshot_id)
        held = ReprocessingItem.objects.lock(row)
        if held is None:
            log.warning("lease_lost", item=row.pk)
        elif not _current([held]).exists() or (job.kept and not _kept(job, [held]).exists()):
            _skip(job, held)
        elif job.state == State.APPLYING:
            run = Extraction.objects.get(snapshot=held.snapshot_id, pipeline=job.pipeline)
            held.applied_at = timezone.now()
            _tell(job, held, apply_and_tell(run)[1], applied=1)
        else:
            first = held.extraction_id is None
            held.extraction = _run(job, held, output)
            _tell(job, held, preview(held.extraction), read=int(first))


def _run(job: Reprocessing, item: ReprocessingItem, output: dict[str, Any] | None) -> Extraction:
    """The run with its output, which may be kept from an earlier job. It is done, and not applied."""
    runs = Extraction.objects.filter(pipeline=job.pipeline)
    if output is not None:
        done = {"state": WorkState.DONE, "lease_until": None, "error": ""}
        read = {**done, "output": output, "extracted_at": timezone.now()}
        runs.update_or_create(
            snapshot_id=item.snapshot_id, defaults=read, create_defaults={**read, "pipeline": job.pipeline}
        )
    return runs.get(snapshot=item.snapshot_id)


def _tell(job: Reprocessing, item: ReprocessingItem, told: Difference, **counted: int) -> None:
    """Write on the row what was found, on the job how its counts change by that, and end the work."""
    more = {name: number - getattr(item, name) for name, number in told.counts.items()}
    for name, number in told.counts.items():
        setattr(item, name, number)
    item.sample = told.sample
    item.save(update_fields=[*told.counts, "sample", "extraction", "applied_at", "skipped"])
    item.finish()
    added = {name: F(name) + number for name, number in {**more, **counted}.items() if number}
    if added:
        Reprocessing.objects.filter(pk=job.pk).update(**added)


def _skip(job: Reprocessing, item: ReprocessingItem) -> None:
    item.skipped = True
    _tell(job, item, Difference(dict.fromkeys(ReprocessingItem.COUNTS, 0), []), skipped=1)


def _give_back(row: ReprocessingItem) -> None:
    """Taken, and not begun: the job was paused or cancelled."""
    mine = ReprocessingItem.objects.filter(pk=row.pk, state=WorkState.RUNNING, attempts=row.attempts)
    mine.update(state=WorkState.WAITING, attempts=row.attempts - 1, lease_until=None)


def _settle(job: Reprocessing) -> None:
    """Once every row of the phase has its outcome. The last of several that ask at once finds it so."""
    settled = Reprocessing.objects.filter(pk=job.pk, prepared=True).exclude(
        pk__in=ReprocessingItem.objects.unfinished().filter(job=job).values("job")
    )
    now = timezone.now()
    settled.filter(state=State.APPLYING).update(state=State.DONE, finished_at=now)
    settled.filter(state=State.READING, total=0).update(state=State.DONE, finished_at=now)
    settled.filter(state=State.READING).update(state=State.READY)
