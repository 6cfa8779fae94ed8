"""How a pass over a job's rows writes how far it came, and learns that it is to stop."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from config.leases import LEASE, WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from collections.abc import Callable

    from sources.readers import Reading

    type Said = Callable[[ImportJob], None]

SMOOTH = 0.3  # of the rate comes from the last batch


class StoppedError(Exception):
    """The job was paused or cancelled, or somebody else works on it now."""


def begin(job: ImportJob, reading: Reading) -> None:
    job.format, job.columns = reading.format, list(reading.columns)
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["format", "columns", "started_at"])


def come_to(job: ImportJob, rows: int, started: float, **progress: Any) -> float:
    """Lock the job and write its progress, if it is still ours to go on with. Returns the time (`time.monotonic`), as
    `started` for the next call: from one to the next is what so many rows take.

    Raises StoppedError. Runs at the beginning of the transaction that does the work, so that both are committed or
    neither.
    """
    now = time.monotonic()
    rate = rows / max(now - started, 1e-3)
    rate = SMOOTH * rate + (1 - SMOOTH) * job.rate if job.rate else rate
    mine = ImportJob.objects.filter(
        pk=job.pk,
        state=WorkState.RUNNING,
        phase=job.phase,
        paused=False,
        read_rows=job.read_rows,
        pass_rows=job.pass_rows,
    )
    # It gets on: three attempts are for a place where it does not.
    changes = {**progress, "rate": rate, "attempts": 1, "lease_until": timezone.now() + LEASE}
    if not mine.update(**changes):
        raise StoppedError
    for name, value in changes.items():
        setattr(job, name, value)
    return now
