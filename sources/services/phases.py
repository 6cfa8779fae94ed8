"""The phases of an import, one after the other: what comes next is decided in one place, under the job's lock."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from config.leases import WorkState
from sources.models import ImportJob
from sources.services.bells import ring_after_commit

Phase = ImportJob.Phase


def enter(job: ImportJob, phase: Phase, *, state: WorkState = WorkState.WAITING) -> None:
    """Move a locked job to a phase, to be worked on by whoever takes it. Runs inside the caller's transaction."""
    job.phase, job.state = phase, state
    job.attempts, job.lease_until, job.pass_rows, job.rate, job.careful_until = 0, None, 0, 0, 0
    if phase in ImportJob.OVER:
        job.finished_at = timezone.now()
    job.save()
    if state == WorkState.WAITING:
        ring_after_commit("sources.work", job.pk)


def advance(job_id: int, after: Phase | None = None) -> None:
    """After the last row of a file, after the last page of those to fetch: go on, if nothing is left to wait for.
    `after`: only from that phase."""
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job_id)
        if after and job.phase != after:
            return
        waits = job.addresses.unfinished().exists()
        match job.phase:
            case Phase.IMPORTING | Phase.RETRYING:
                if waits:
                    enter(job, Phase.FETCHING, state=WorkState.DONE)
                else:
                    enter(job, Phase.COMPARING)
            case Phase.FETCHING if not waits:
                enter(job, Phase.COMPARING)
            case Phase.COMPARING:
                enter(job, Phase.FINISHED, state=WorkState.DONE)


def fail(job_id: int, reason: str) -> None:
    """Nobody can read this file; trying again would not help."""
    with transaction.atomic():
        job = ImportJob.objects.select_for_update().get(pk=job_id)
        job.error = reason
        enter(job, Phase.FAILED, state=WorkState.SET_ASIDE)


def fail_set_aside() -> None:
    """A job whose work was given up, also by whoever took it after its worker died, has failed."""
    lost = ImportJob.objects.filter(state=WorkState.SET_ASIDE).exclude(phase__in=ImportJob.OVER)
    lost.update(phase=Phase.FAILED, finished_at=timezone.now())
