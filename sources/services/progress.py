"""How a pass over a job's rows writes how far it came, and learns that it is to stop."""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from config.leases import LEASE, WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.readers import Reading

    type Said = Callable[[ImportJob], None]

SMOOTH = 0.3  # of the rate comes from the last batch


class StoppedError(Exception):
    """The job was paused or cancelled, or somebody else works on it now."""


def begin(job: ImportJob, reading: Reading) -> None:
    job.format, job.columns = reading.format, list(reading.columns)
    job.started_at = job.started_at or timezone.now()
    job.save(update_fields=["format", "columns", "started_at"])


class Clock:
    """How long a batch takes: from the beginning of one to that of the next."""

    def __init__(self) -> None:
        self.last = time.monotonic()

    def lap(self) -> float:
        before, self.last = self.last, time.monotonic()
        return max(self.last - before, 1e-3)


@contextmanager
def step(job: ImportJob, rows: int, clock: Clock, **progress: Any) -> Iterator[None]:
    """A transaction in which so many rows are worked on, and which takes the job so far, if it is still ours.

    Raises StoppedError. The job in memory is what was committed, so that whoever fails is found by the attempt that
    the database has.
    """
    rate = rows / clock.lap()
    rate = SMOOTH * rate + (1 - SMOOTH) * job.rate if job.rate else rate
    # It gets on: three attempts are for a place where it does not.
    changes = {**progress, "rate": rate, "attempts": 1, "lease_until": timezone.now() + LEASE}
    with transaction.atomic():
        mine = ImportJob.objects.filter(
            pk=job.pk,
            state=WorkState.RUNNING,
            phase=job.phase,
            paused=False,
            read_rows=job.read_rows,
            pass_rows=job.pass_rows,
        )
        if not mine.update(**changes):
            raise StoppedError
        yield
    for name, value in changes.items():
        setattr(job, name, value)
