"""How far an import is, truthfully: what is known, and nothing made up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db.models import Count, Q
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from config.leases import WorkState
from sources.models import ImportJob

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Phase = ImportJob.Phase
PATIENCE = timedelta(seconds=30)
PAUSABLE = (Phase.IMPORTING, Phase.RETRYING, Phase.FETCHING, Phase.COMPARING)
CANCELLABLE = (Phase.LOADING, Phase.REHEARSING, *PAUSABLE)
THEN = {
    Phase.IMPORTING: (Phase.IMPORTING, Phase.FETCHING, Phase.COMPARING),
    Phase.FETCHING: (Phase.IMPORTING, Phase.FETCHING, Phase.COMPARING),
    Phase.COMPARING: (Phase.IMPORTING, Phase.FETCHING, Phase.COMPARING),
    Phase.RETRYING: (Phase.RETRYING, Phase.FETCHING, Phase.COMPARING),
}
TITLES = {
    Phase.UPLOADING: "Uploading",
    Phase.LOADING: "Fetching the file",
    Phase.REHEARSING: "Dry run",
    Phase.IMPORTING: "Reading and importing",
    Phase.RETRYING: "Trying rejected rows again",
    Phase.FETCHING: "Fetching pages",
    Phase.COMPARING: "Looking for copies",
    Phase.UNDOING: "Undoing",
}


@dataclass(frozen=True)
class Share:
    """One outcome of a job and the stretch of a bar of 100 that stands for it."""

    name: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Step:
    """One phase: `percent` is None where nobody knows how much there is."""

    phase: str
    title: str
    now: bool
    percent: int | None
    said: str


@dataclass(frozen=True)
class Progress:
    job: ImportJob
    steps: Sequence[Step]
    shares: Sequence[Share]
    total: int
    waiting: bool  # for a worker to take it up
    waiting_since: int  # seconds since the epoch, as far as whoever looks can know

    @property
    def moving(self) -> bool:
        return not self.job.over and not self.job.awaits_person

    @property
    def unattended(self) -> bool:
        """Nobody works on it, and that for a while."""
        return self.waiting and timezone.now().timestamp() - self.waiting_since > PATIENCE.total_seconds()

    @property
    def may_pause(self) -> bool:
        return self.job.phase in PAUSABLE and not self.job.paused

    @property
    def may_cancel(self) -> bool:
        return self.job.phase in CANCELLABLE


def progress(job: ImportJob, waiting_since: int = 0) -> Progress:
    """`waiting_since` is what an earlier look at the job gave."""
    waits = waiting(job)
    now = round(timezone.now().timestamp())
    if not job.started_at and not job.rehearsal and job.phase in (Phase.LOADING, Phase.IMPORTING):
        waiting_since = round(job.created_at.timestamp())
    rehearsed = job.rehearsal if job.phase == Phase.REHEARSING else None
    total, found = (rehearsed or {}).get("read", 0) if rehearsed else job.read_rows, shares_of(job, rehearsed)
    return Progress(job, steps(job), found, total, waits, (waiting_since or now) if waits else 0)


def shares(job: ImportJob) -> list[Share]:
    return shares_of(job, None)


def shares_of(job: ImportJob, report: Mapping[str, Any] | None) -> list[Share]:
    """Of the job's own outcomes, or those that a dry run reports."""
    counts = {name: int(report.get(name, 0)) if report else getattr(job, name) for name in ImportJob.OUTCOMES}
    total, start, found = max(int(report.get("read", 0)) if report else job.read_rows, 1), 0.0, []
    for name, count in counts.items():
        width = count * 100 / total
        found.append(Share(name, count, round(start, 3), round(width, 3)))
        start += width
    return found


def waiting(job: ImportJob) -> bool:
    """Work that may be done now, and that nobody does."""
    if job.over or job.awaits_person or job.paused:
        return False
    work = job.addresses.all() if job.phase == Phase.FETCHING else ImportJob.objects.filter(pk=job.pk)
    now = timezone.now()
    if work.filter(state=WorkState.RUNNING, lease_until__gt=now).exists():
        return False
    due = work.filter(Q(state=WorkState.WAITING) | Q(state=WorkState.RUNNING, lease_until__lt=now))
    if job.phase == Phase.FETCHING:
        due = due.filter(Q(not_before__isnull=True) | Q(not_before__lt=now))
    return due.exists()


def steps(job: ImportJob) -> list[Step]:
    """The phases of what the job is doing, the present one with how far it is."""
    if job.over:
        return []
    phase = Phase(job.phase)
    line: tuple[Phase, ...] = THEN.get(phase, (phase,) if phase in TITLES else ())
    pages = fetched(job) if Phase.FETCHING in line else (0, 0)
    if not pages[1] and phase != Phase.FETCHING:
        line = tuple(step for step in line if step != Phase.FETCHING)
    return [step(job, each, each == phase, line.index(each) < line.index(phase), pages) for each in line]


def step(job: ImportJob, phase: Phase, now: bool, done: bool, pages: tuple[int, int]) -> Step:
    if now:
        percent, said = present(job, phase, pages)
        return Step(phase, TITLES[phase], True, percent, said)
    rows = f"{intcomma(job.read_rows)} rows" if done and phase == Phase.IMPORTING else ""
    return Step(phase, TITLES[phase], False, 100 if done else 0, rows)


def present(job: ImportJob, phase: Phase, pages: tuple[int, int]) -> tuple[int | None, str]:
    """How many per cent are done, and in words."""
    match phase:
        case Phase.UPLOADING | Phase.LOADING:
            whole = f" of {filesizeformat(job.size)}" if job.size else ""
            return part(job.uploaded, job.size), f"{filesizeformat(job.uploaded)}{whole}"
        case Phase.IMPORTING | Phase.REHEARSING:
            rows = job.read_rows if phase == Phase.IMPORTING else job.pass_rows
            percent = part(job.read_bytes, job.size)
            left = (job.size - job.read_bytes) * rows / job.read_bytes if job.read_bytes else None
            file = f"{percent} % of the file" if percent is not None else ""
            return percent, words(file, f"{intcomma(rows)} rows", *speed(job, left))
        case Phase.FETCHING:
            return part(*pages), f"{intcomma(pages[0])} of {intcomma(pages[1])} pages"
        case _:
            percent = part(job.pass_rows, job.read_rows)
            return percent, words(f"{percent or 0} %", *speed(job, job.read_rows - job.pass_rows))


def part(done: int, whole: int) -> int | None:
    return min(100, done * 100 // whole) if whole else None


def speed(job: ImportJob, left: float | None) -> tuple[str, str]:
    """Rows a second and the time left at that rate, where it says something and the job moves."""
    if job.paused or job.rate <= 0:
        return "", ""
    each = f"{intcomma(round(job.rate))} rows/s" if job.rate >= 1 else "less than a row a second"
    return each, f"about {duration(left / job.rate)} left" if left is not None and left > 0 else ""


def words(*pieces: str) -> str:
    return " · ".join(filter(None, pieces))


def duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def fetched(job: ImportJob) -> tuple[int, int]:
    """Pages that are done with, and all of them."""
    over = Q(state__in=[WorkState.DONE, WorkState.SET_ASIDE])
    counts = job.addresses.aggregate(done=Count("pk", filter=over), all=Count("pk"))
    return counts["done"], counts["all"]
