"""How far an import is, truthfully: what is known, and nothing made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from config.leases import WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from collections.abc import Sequence

PATIENCE = timedelta(seconds=30)


@dataclass(frozen=True)
class Share:
    """One outcome of a job and the stretch of a bar of 100 that stands for it."""

    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Progress:
    job: ImportJob
    unattended: bool  # nobody works on it, and that for a while
    seconds_left: int | None

    @property
    def reading_percent(self) -> int:
        return min(100, self.job.read_bytes * 100 // self.job.size) if self.job.size else 0

    @property
    def shares(self) -> Sequence[Share]:
        return shares(self.job)


def shares(job: ImportJob) -> list[Share]:
    total, start, found = max(job.read_rows, 1), 0.0, []
    for name in ImportJob.OUTCOMES:
        count = getattr(job, name)
        width = count * 100 / total
        found.append(Share(name, count, round(start, 3), round(width, 3)))
        start += width
    return found


def progress(job: ImportJob) -> Progress:
    return Progress(job, unattended(job), seconds_left(job))


def unattended(job: ImportJob) -> bool:
    now = timezone.now()
    if job.over or now - (job.started_at or job.created_at) < PATIENCE:
        return False
    leased = {"state": WorkState.RUNNING, "lease_until__gt": now}
    return not (ImportJob.objects.filter(pk=job.pk, **leased).exists() or job.chunks.filter(**leased).exists())


def seconds_left(job: ImportJob) -> int | None:
    """At the rate so far; None until that says something."""
    if job.phase != ImportJob.Phase.IMPORTING or not job.started_at or not job.settled:
        return None
    elapsed = (timezone.now() - job.started_at).total_seconds()
    return round(elapsed * (job.read_rows - job.settled) / job.settled) if elapsed > 3 else None
