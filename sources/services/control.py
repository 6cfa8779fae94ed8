"""What a person can ask of an import: each is one decision, taken under the job's lock, and refused where the job's
phase does not allow it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from config.leases import WorkState
from sources.models import ImportJob
from sources.services.bells import ring_after_commit
from sources.services.phases import Phase, enter

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

RUNNABLE = (Phase.READY, Phase.FAILED, Phase.CANCELLED)
WORKING = (Phase.LOADING, Phase.REHEARSING, Phase.IMPORTING, Phase.RETRYING, Phase.FETCHING, Phase.COMPARING)
PAUSABLE = (Phase.IMPORTING, Phase.RETRYING, Phase.FETCHING, Phase.COMPARING)
RETRIABLE = (Phase.FINISHED, Phase.CANCELLED)


def decide(job: ImportJob, allowed: tuple[Phase, ...], decision: Callable[[ImportJob], None]) -> bool:
    with transaction.atomic():
        held = ImportJob.objects.select_for_update().get(pk=job.pk)
        if held.phase not in allowed:
            return False
        decision(held)
    job.refresh_from_db()
    return True


def run(job: ImportJob) -> bool:
    """Import what was not imported yet: all of it, or the rest of a file that was cancelled or failed."""

    def begin(held: ImportJob) -> None:
        if not held.read_rows:
            held.problems.all().delete()  # those of a dry run
        held.error, held.paused, held.finished_at = "", False, None
        enter(held, Phase.IMPORTING)

    return bool(job.path) and decide(job, RUNNABLE, begin)


def rehearse(job: ImportJob) -> bool:
    """A dry run: everything as in the import, on tables that are thrown away."""

    def begin(held: ImportJob) -> None:
        held.problems.all().delete()
        held.error, held.rehearsal, held.finished_at = "", None, None
        enter(held, Phase.REHEARSING)

    return bool(job.path) and not job.read_rows and decide(job, (Phase.READY, Phase.FAILED), begin)


def pause(job: ImportJob) -> bool:
    """Whoever works on it stops at its next commit."""

    def stop(held: ImportJob) -> None:
        held.paused = True
        held.save(update_fields=["paused"])

    return decide(job, PAUSABLE, stop)


def resume(job: ImportJob) -> bool:
    def go_on(held: ImportJob) -> None:
        held.paused, held.error = False, ""
        held.save(update_fields=["paused", "error"])
        ring_after_commit("sources.fetch" if held.phase == Phase.FETCHING else "sources.work", held.pk)

    return job.paused and decide(job, PAUSABLE, go_on)


def cancel(job: ImportJob) -> bool:
    """What was imported stays, and can be undone; a dry run or a file that is being fetched goes back to where a
    person is awaited. Rows whose pages were not fetched are not counted as read."""

    def stop(held: ImportJob) -> None:
        held.paused = False
        if held.phase == Phase.REHEARSING:
            held.problems.all().delete()
            held.rehearsal = None
            enter(held, Phase.READY, state=WorkState.DONE)
            return
        held.read_rows -= held.addresses.unfinished().delete()[0]
        enter(held, Phase.CANCELLED, state=WorkState.DONE)

    return decide(job, (*WORKING, Phase.READY), stop)


def retry(job: ImportJob, options: Mapping[str, Any] | None = None) -> bool:
    """Try the rejected rows again, and only them, with these options where some are given."""

    def again(held: ImportJob) -> None:
        held.options = {**held.options, **(options or {})}
        held.error, held.finished_at = "", None
        fetched = held.addresses.filter(row__in=held.problems.values("row"))
        rows = list(fetched.values_list("row", flat=True))
        held.problems.filter(row__in=rows).delete()
        held.rejected -= len(rows)
        held.addresses.filter(row__in=rows).update(state=WorkState.WAITING, attempts=0, not_before=None, error="")
        enter(held, Phase.RETRYING)
        if rows:
            ring_after_commit("sources.fetch", held.pk)

    return bool(job.path) and decide(job, RETRIABLE, again)
