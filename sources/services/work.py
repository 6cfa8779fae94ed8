"""Take an import job and do what its phase asks for."""

from __future__ import annotations

import errno
import math
import time
from typing import TYPE_CHECKING

import structlog
from django.db import transaction
from psycopg.errors import DiskFull

from config.leases import WorkState, heartbeat
from sources.models import ImportJob
from sources.readers import UnreadableError
from sources.services.comparing import compare_file
from sources.services.importing import import_file, retry_rejected
from sources.services.loading import load
from sources.services.phases import Phase, fail, fail_set_aside
from sources.services.progress import StoppedError
from sources.services.rehearsing import rehearse_file

if TYPE_CHECKING:
    from sources.services.progress import Said

PASSES = {
    Phase.LOADING: load,
    Phase.REHEARSING: rehearse_file,
    Phase.IMPORTING: import_file,
    Phase.RETRYING: retry_rejected,
    Phase.COMPARING: compare_file,
}
FULL = "The disk is full: nothing was lost. Make room, then let the import go on."
log = structlog.get_logger(__name__)


def work_due(job_id: int, seconds: float | None = None, said: Said = lambda job: None) -> bool:
    """Work on the job if that is due, for about so many seconds. Whether there is more to do in this phase."""
    taken = ImportJob.objects.filter(pk=job_id, phase__in=PASSES).take(1)
    fail_set_aside()
    return bool(taken) and work_on(taken[0], seconds, said)


def work_on(job: ImportJob, seconds: float | None = None, said: Said = lambda job: None) -> bool:
    """The same for a job whose lease this process holds; `said` hears after every commit."""
    until = time.monotonic() + seconds if seconds is not None else math.inf
    with heartbeat([job]):
        try:
            more = PASSES[Phase(job.phase)](job, until, said)
        except StoppedError:
            more = False
        except UnreadableError as error:
            fail(job.pk, f"{error.reason} {error.advice}".strip())
            more = False
        except Exception as error:
            log.exception("import_failed", job=job.pk, phase=job.phase)
            if is_full(error):
                wait_for_room(job)
            else:
                ImportJob.objects.fail(job, error)
                fail_set_aside()
            return False
    release(job)
    return more


def release(job: ImportJob) -> None:
    """Back to the queue, to be gone on with: a worker may hold a task for a limited time only, and a paused job waits
    there. Does nothing where the phase is another one by now."""
    ours = ImportJob.objects.filter(pk=job.pk, phase=job.phase, state=WorkState.RUNNING, attempts=job.attempts)
    ours.update(state=WorkState.WAITING, attempts=0, lease_until=None)


def is_full(error: BaseException | None) -> bool:
    while error:
        if isinstance(error, DiskFull) or (isinstance(error, OSError) and error.errno == errno.ENOSPC):
            return True
        error = error.__cause__
    return False


def wait_for_room(job: ImportJob) -> None:
    with transaction.atomic():
        if held := ImportJob.objects.lock(job):
            held.state, held.attempts, held.lease_until = WorkState.WAITING, 0, None
            held.paused, held.error = True, FULL
            held.save()
