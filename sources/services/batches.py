"""A job's file as batches of checked rows, read ahead of whoever stores them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sources.readers import Options, UnreadableError, read
from sources.services.ahead import ahead
from sources.services.import_rows import Batch, sort_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.models import ImportJob
    from sources.readers import Reading, Row

ROWS = 1000
CHARACTERS = 4_000_000
SINGLE = ("text", "markdown", "html")  # formats of one article


@dataclass(frozen=True)
class Part:
    """Rows to be stored together, and how many bytes of the file were read by then."""

    batch: Batch
    position: int

    @property
    def last(self) -> Row:
        return self.batch.rows[-1]


@contextmanager
def batches(
    job: ImportJob, *, wanted: Callable[[Row], bool], resume: bool = False
) -> Iterator[tuple[Reading, Iterator[Part]]]:
    """The rows that are `wanted`; `resume` lets the reader begin at the job's place. Raises UnreadableError."""
    if not job.path:
        raise UnreadableError("The file is no longer there.", "Import it again.")
    chosen = job.options
    options = Options(
        format=job.format,
        mapping=chosen.get("map") or {},
        encoding=chosen.get("encoding") or "",
        delimiter=chosen.get("delimiter") or "",
        sheet=chosen.get("sheet") or "",
    )
    with read(Path(job.path), job.name, options, job.place if resume else None) as reading:
        if reading.format not in SINGLE and chosen.get("url"):
            raise UnreadableError("One address was given for a file of many articles.", "Leave the address out.")
        with ahead(parts(job, reading, wanted)) as ready:
            yield reading, ready


def parts(job: ImportJob, reading: Reading, wanted: Callable[[Row], bool]) -> Iterator[Part]:
    rows: list[Row] = []
    size = 0
    for row in reading.rows:
        if not wanted(row):
            continue
        rows.append(row)
        size += len(row.raw) or sum(map(len, (row.record or {}).values()))
        most = job.careful_rows if row.number <= job.careful_until else ROWS
        if len(rows) >= most or size >= CHARACTERS:
            yield Part(sort_out(rows, job.options, reading.format), reading.position())
            rows, size = [], 0
    if rows:
        yield Part(sort_out(rows, job.options, reading.format), reading.position())
