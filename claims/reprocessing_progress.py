"""How far a job is that reads articles again, truthfully: what is known, and nothing made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from claims.models import Extraction, Reprocessing
from config.leases import WorkState

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Progress", "progress"]

PATIENCE = timedelta(seconds=30)


@dataclass(frozen=True)
class Progress:
    job: Reprocessing
    aside: int
    first: int
    """Texts that were never read and so go first."""
    unattended: bool
    """Nobody works on it, and that for a while, though it could be worked on."""
    left: timedelta | None

    @property
    def settled(self) -> int:
        return self.job.read + self.job.skipped + self.aside if self.job.state == "reading" else self.job.total or 0

    @property
    def to_apply(self) -> int:
        """Articles that are to be applied or were."""
        return max(0, (self.job.total or 0) - self.job.skipped - self.aside)

    @property
    def remaining(self) -> int:
        return max(0, self.to_apply - self.job.applied)


def progress(job: Reprocessing) -> Progress:
    aside = job.items.set_aside().count()
    first = Extraction.objects.unfinished().count() if job.going else 0
    now = timezone.now()
    return Progress(job, aside, first, _unattended(job, now) and not first, _left(job, aside, now))


def _unattended(job: Reprocessing, now: datetime) -> bool:
    if not job.going or job.paused or not job.rate_since or now - job.rate_since < PATIENCE:
        return False
    return not job.items.filter(state=WorkState.RUNNING, lease_until__gt=now).exists()


def _left(job: Reprocessing, aside: int, now: datetime) -> timedelta | None:
    """At the rate since work went on; None until that says something."""
    if not job.going or job.paused or not job.total or not job.rate_since:
        return None
    applying = job.state == Reprocessing.State.APPLYING
    done = job.applied if applying else job.read
    elapsed = now - job.rate_since
    if done <= job.rate_from or elapsed < timedelta(seconds=3):
        return None
    return elapsed / (done - job.rate_from) * max(0, job.total - job.skipped - aside - done)
