"""Take due extractions, run the engine over them in a batch, save and apply each result in its own transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.db import connection, transaction
from django.utils import timezone

from claims import extraction
from claims.models import Extraction
from claims.services.apply import apply
from claims.services.group import lock_family_of
from config.leases import WorkState, heartbeat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["BATCH", "extract_due", "request_missing", "request_new", "retry"]

BATCH = 16
"""Extractions that one worker takes at a time."""
RECENT = 5000
"""Snapshots below the newest that was requested, which two imports at once may have made since."""
log = structlog.get_logger()


def request_new() -> int:
    """A waiting extraction for each snapshot that came since the last ones were requested. Returns how many."""
    newest = "(SELECT coalesce(max(snapshot_id), 0) - %s FROM claims_extraction)"
    return _insert(f"snapshot.id > {newest}", [RECENT])


def request_missing() -> int:
    """The same for every snapshot that was never extracted, however old."""
    return _insert("true", [])


def retry(extractions: Sequence[int]) -> int:
    """Let those of these that were set aside wait again, with all their attempts. Returns how many."""
    aside = Extraction.objects.set_aside().filter(pk__in=extractions)
    return aside.update(state=WorkState.WAITING, attempts=0, lease_until=None)


def _insert(which: str, params: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(  # `which` is one of the two above
            "INSERT INTO claims_extraction (snapshot_id, pipeline, state, attempts, error, created_at, in_force)"  # noqa: S608
            " SELECT snapshot.id, %s, 'waiting', 0, '', now(), false FROM sources_snapshot snapshot"
            f" WHERE {which} AND snapshot.erased_at IS NULL"
            " AND NOT EXISTS (SELECT FROM claims_extraction e WHERE e.snapshot_id = snapshot.id)"
            " ON CONFLICT DO NOTHING",
            [extraction.pipeline_version(), *params],
        )
        return int(cursor.rowcount)


def extract_due(limit: int = BATCH) -> int:
    """Work off up to `limit` due extractions in this process. Returns how many were taken; 0 where none was due.

    What goes wrong with one of them is written on the rows that it kept from being done, which are then tried again
    one by one; nothing is raised.
    """
    rows: list[Extraction] = Extraction.objects.take(limit)
    left = list(rows)
    with heartbeat(rows):
        try:
            for row, output in _outputs(rows):
                _save(row, output)
                left.remove(row)
        except Exception as error:
            log.exception("extraction_failed", extractions=[row.pk for row in left])
            for row in left:
                Extraction.objects.fail(row, error)
    return len(rows)


def _outputs(rows: list[Extraction]) -> Iterator[tuple[Extraction, Any]]:
    """The engine's outputs, one by one. A process loads the pipeline at its first call, so the web never calls it."""
    texts = Extraction.objects.filter(pk__in=[row.pk for row in rows]).values_list(
        "pk", "snapshot__text", "snapshot__article__published_on"
    )
    found = {pk: (text, published.isoformat() if published else None) for pk, text, published in texts}
    there = [row for row in rows if row.pk in found]  # an undone import takes its rows away
    if there:
        outputs = extraction.extract_many(
            {"id": str(row.pk), "text": found[row.pk][0], "published": found[row.pk][1]} for row in there
        )
        yield from zip(there, outputs, strict=True)


def _save(row: Extraction, output: dict[str, Any]) -> None:
    """Output, claims and the end of the work in one transaction, unless another worker took the row meanwhile, or its
    article was taken down. The family is locked first, as by all who write claims."""
    with transaction.atomic():
        lock_family_of(row.snapshot_id)
        if Extraction.objects.lock(row) is None:
            log.warning("lease_lost", extraction=row.pk)
            return
        # A row can have waited, or been set aside, since before an upgrade: it says who has read it now.
        row.pipeline, row.output, row.extracted_at = extraction.pipeline_version(), output, timezone.now()
        row.save(update_fields=["pipeline", "output", "extracted_at"])
        apply(row)
        row.finish()
