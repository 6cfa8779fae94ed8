"""The import itself: batches of rows, each stored in one transaction with the job's progress, so that a crash costs
nothing twice and nobody sees half a batch."""

from __future__ import annotations

import time
from array import array
from collections import Counter
from typing import TYPE_CHECKING

from config.leases import MAX_ATTEMPTS
from sources.models import ImportJob
from sources.readers import UnreadableError
from sources.services.batches import ROWS, batches
from sources.services.import_rows import count, reject_row, store_batch
from sources.services.phases import advance
from sources.services.progress import Clock, begin, step
from sources.services.records import RejectedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sources.readers import Row
    from sources.services.batches import Part
    from sources.services.progress import Said

FEW = 30  # rows that are stored together where a worker died
DEADLY = RejectedError("Every worker that came to this row died.", "Look at the row, and report it.")


def import_file(job: ImportJob, until: float, said: Said) -> bool:
    """Import rows until the file ends or the clock (`time.monotonic`) says `until`. Whether there is more."""
    be_careful(job, job.read_rows)
    first = job.read_rows + 1
    with batches(job, wanted=lambda row: row.number >= first, resume=True) as (reading, ready):
        begin(job, reading)
        clock = Clock()
        for part in ready:
            deadly = job.attempts >= MAX_ATTEMPTS
            rows = part.batch.rows
            reached = job.read_rows + len(rows)
            with step(job, len(rows), clock, read_rows=reached, read_bytes=part.position, place=rows[-1].place):
                settle(job, part, deadly)
            said(job)
            if time.monotonic() > until:
                return True
    if not job.read_rows:
        raise UnreadableError("The file has no row but its header.", "Choose a file with at least one article.")
    advance(job.pk)
    return False


def retry_rejected(job: ImportJob, until: float, said: Said) -> bool:
    """The same for the rows that were rejected, each of which leaves the problems, or comes back to them."""
    be_careful(job, job.pass_rows)
    numbers = array("Q", job.problems.filter(row__gt=job.pass_rows).order_by("row").values_list("row", flat=True))
    with batches(job, wanted=one_of(numbers)) as (reading, ready):
        begin(job, reading)
        clock = Clock()
        for part in ready if numbers else ():
            deadly = job.attempts >= MAX_ATTEMPTS
            rows = part.batch.rows
            with step(job, len(rows), clock, pass_rows=rows[-1].number, read_bytes=part.position):
                job.problems.filter(row__in=[row.number for row in rows]).delete()
                count(job.pk, Counter(rejected=-len(rows)))
                settle(job, part, deadly)
            said(job)
            if time.monotonic() > until:
                return True
    advance(job.pk)
    return False


def settle(job: ImportJob, part: Part, deadly: bool) -> None:
    """Store the rows and count what became of them. At the last attempt the first row, which was alone in the
    earlier ones, is the one at which workers die: it is rejected unseen."""
    if deadly and len(part.batch.rows) == 1:
        reject_row(job, part.batch.rows[0], DEADLY)
    else:
        count(job.pk, store_batch(job, part.batch))


def one_of(numbers: array[int]) -> Callable[[Row], bool]:
    """Whether a row is one of these; both come in order."""
    rest = iter(numbers)
    following = next(rest, None)

    def wanted(row: Row) -> bool:
        nonlocal following
        while following is not None and following < row.number:
            following = next(rest, None)
        return following == row.number

    return wanted


def be_careful(job: ImportJob, done: int) -> None:
    """Where a worker died, fewer rows are stored together for a while; where one dies again, each alone. That is a new
    beginning, with all its attempts."""
    if job.attempts <= 1:
        return
    if job.careful_until <= done:
        job.careful_until, job.careful_rows, job.attempts = done + ROWS, FEW, 1
    elif job.careful_rows > 1:
        job.careful_until, job.careful_rows, job.attempts = done + FEW, 1, 1
    job.save(update_fields=["careful_until", "careful_rows", "attempts"])
