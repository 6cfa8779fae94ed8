"""What an admin does with a job: start, apply, pause, resume, cancel, retry. Each says whether it came to pass:
the job may have gone on, or somebody else may have been faster."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from claims.extraction import pipeline_version
from claims.models import Reprocessing
from claims.services.reprocessing.selection import Choice
from config.leases import WorkState
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["apply", "cancel", "pause", "resume", "retry", "start"]

State = Reprocessing.State


def start(choice: Choice, by: User | None = None, *, back_to: str = "") -> tuple[Reprocessing, bool]:
    """A job that reads these articles with the present pipeline, or the open one that does so already (then False).
    With `back_to` it reads nothing, and leads back to what that version found where this is kept."""
    same = {"pipeline": back_to or pipeline_version(), **vars(choice)}
    while True:
        try:
            with transaction.atomic():
                job = Reprocessing.objects.create(created_by=by, rate_since=timezone.now(), kept=bool(back_to), **same)
                _ring()
                return job, True
        except IntegrityError:
            running = Reprocessing.objects.open().filter(**same).first()
            if running:
                return running, False


def apply(job: Reprocessing, by: User | None = None) -> bool:
    """What was read and looked at."""
    now = timezone.now()
    return _update(
        _at(job, State.READY),
        state=State.APPLYING,
        prepared=False,
        paused=False,
        applied_by=by,
        applied_at=now,
        rate_since=now,
        rate_from=F("applied"),
    )


def pause(job: Reprocessing) -> bool:
    """What is being worked on just now is finished first."""
    return bool(_at(job, State.READING, State.APPLYING).filter(paused=False).update(paused=True))


def resume(job: Reprocessing) -> bool:
    going = _at(job, State.READING, State.APPLYING).filter(paused=True)
    done = F("applied") if job.state == State.APPLYING else F("read")
    return _update(going, paused=False, rate_since=timezone.now(), rate_from=done)


def cancel(job: Reprocessing) -> bool:
    """What was applied stays; nothing else was changed."""
    return bool(_at(job, *Reprocessing.OPEN).update(state=State.CANCELLED, paused=False, finished_at=timezone.now()))


def retry(job: Reprocessing) -> bool:
    """Read again what was set aside, with all its attempts, to be looked at and applied like the others."""
    try:
        with transaction.atomic():
            reading = {"state": State.READING, "rate_since": timezone.now(), "rate_from": F("read")}
            if not _update(_at(job, State.READY, State.DONE), finished_at=None, **reading):
                return False
            return bool(job.items.set_aside().update(state=WorkState.WAITING, attempts=0))
    except IntegrityError:  # the same job was begun anew meanwhile
        return False


def _at(job: Reprocessing, *states: str) -> QuerySet[Reprocessing]:
    return Reprocessing.objects.filter(pk=job.pk, state__in=states)


def _update(jobs: QuerySet[Reprocessing], **values: object) -> bool:
    with transaction.atomic():
        _ring()
        return bool(jobs.update(**values))


def _ring() -> None:
    ring_after_commit("claims.reprocess")
