"""Undo an import: from its last row to its first, what it made is removed, what it changed is turned back, as far as
nobody has built on it since."""

from __future__ import annotations

import math
import time
from collections import Counter
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import Max

from claims.services.group import lock_families
from claims.services.remove import remove_articles, turn_back
from claims.services.undo_rules import CREATED, Preview, judged, preview, rows_to_undo
from config.leases import WorkState, heartbeat
from sources.models import ImportJob
from sources.services.bells import ring_after_commit
from sources.services.comparing import alone
from sources.services.control import decide
from sources.services.phases import Phase, enter, fail_set_aside
from sources.services.progress import Clock, StoppedError, step
from sources.services.work import release

if TYPE_CHECKING:
    from sources.models import ImportRow

__all__ = ["UNDOABLE", "Preview", "due", "preview", "start", "undo_due"]

UNDOABLE = (Phase.FINISHED, Phase.CANCELLED, Phase.FAILED)
SLICE = 200
"""Articles that are undone in one transaction."""
log = structlog.get_logger()


def start(job: ImportJob) -> bool:
    """False where the job's phase does not allow it, or there is nothing to undo. An undo that failed goes on."""

    def begin(held: ImportJob) -> None:
        done = held.undo or {}
        held.undo = {"removed": done.get("removed", 0), "reverted": done.get("reverted", 0), "left": 0, "reasons": {}}
        held.error, held.paused, held.finished_at = "", False, None
        enter(held, Phase.UNDOING)
        ring_after_commit("claims.undo_import", held.pk)

    return rows_to_undo(job).exists() and decide(job, UNDOABLE, begin)


def due() -> list[int]:
    """Jobs that wait for somebody to undo them."""
    return list(ImportJob.objects.due().filter(phase=Phase.UNDOING).order_by("pk").values_list("pk", flat=True))


def undo_due(job_id: int, seconds: float = math.inf) -> bool:
    """Go on with a job for about so many seconds, if it is due. Whether there is more to do."""
    taken = ImportJob.objects.filter(pk=job_id, phase=Phase.UNDOING).take(1)
    fail_set_aside()
    return bool(taken) and _undo(taken[0], time.monotonic() + seconds)


def _undo(job: ImportJob, until: float) -> bool:
    more, clock = True, Clock()
    with heartbeat([job]):
        try:
            while (more := _step(job, clock)) and time.monotonic() < until:
                pass
        except StoppedError:
            return False
        except Exception as error:
            log.exception("undo_failed", job=job.pk)
            ImportJob.objects.fail(job, error)
            fail_set_aside()
            return False
    release(job)
    return more


def _step(job: ImportJob, clock: Clock) -> bool:
    """A slice in one transaction with the job's progress. Whether there is more.

    `pass_rows` counts the rows that were gone over, from the last one on.
    """
    last = job.rows.aggregate(last=Max("row"))["last"] or 0
    todo = rows_to_undo(job).filter(row__lte=last - job.pass_rows).order_by("-row")
    page = dict(todo.values_list("row", "article")[:SLICE])
    if not page:
        with transaction.atomic():
            _finish(job)
        return False
    with step(job, len(page), clock, pass_rows=last - min(page) + 1):
        alone()
        lock_families(set(page.values()))
        rows = judged(job, rows_to_undo(job).filter(row__in=page)).select_related("article__latest")
        _count(job, _undo_rows(job, list(rows.order_by("-row"))))
    return True


def _undo_rows(job: ImportJob, rows: list[Any]) -> Counter[str]:
    """What became of the articles: removed, reverted, or the reason why one is left."""
    told: Counter[str] = Counter(row.reason for row in rows if row.reason)
    free = [row for row in rows if not row.reason]
    gone = [row.article_id for row in free if row.outcome in CREATED]
    if gone:  # first, so that their addresses are free
        remove_articles(gone)
        told["removed"] = len(gone)
    for row in free:
        if row.outcome not in CREATED:
            row.article.refresh_from_db(fields=["copy_of"])
            told[_turn_back(job, row) or "reverted"] += 1
    return told


def _turn_back(job: ImportJob, first: ImportRow) -> str:
    rows = list(job.rows.filter(article=first.article, outcome="updated").order_by("-row"))
    assert first.article  # noqa: S101 - rows of what is gone are not asked for
    reason = turn_back(first.article, rows)
    if not reason:
        for row in rows:
            row.before = {**(row.before or {}), "undone": True}
        job.rows.bulk_update(rows, ["before"])
    return reason


def _count(job: ImportJob, told: Counter[str]) -> None:
    found = Counter(job.undo["reasons"]) if job.undo else Counter[str]()
    done = {name: (job.undo or {}).get(name, 0) + told.pop(name, 0) for name in ("removed", "reverted")}
    found += told
    job.undo = {**done, "left": found.total(), "reasons": dict(found)}
    job.save(update_fields=["undo"])


def _finish(job: ImportJob) -> None:
    held = ImportJob.objects.select_for_update().filter(pk=job.pk, phase=Phase.UNDOING, attempts=job.attempts).first()
    if held is None:
        raise StoppedError
    enter(held, Phase.UNDONE, state=WorkState.DONE)
