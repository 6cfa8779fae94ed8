"""Files into rows: `with read(path, name) as reading: for row in reading.rows: ...`. Pure Python, bounded memory."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sources.readers.formats import FORMATS, chosen
from sources.readers.opening import opened, readable
from sources.readers.records import (
    ALIASES,
    FIELDS,
    Options,
    Place,
    Problem,
    Reading,
    Row,
    UnreadableError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "ALIASES",
    "FIELDS",
    "FORMATS",
    "Options",
    "Place",
    "Problem",
    "Reading",
    "Row",
    "UnreadableError",
    "read",
]


@contextmanager
def read(path: Path, name: str, options: Options | None = None, place: Place | None = None) -> Iterator[Reading]:
    """`name` is the file's as the person knows it, `place` that of the row after which to go on. Raises
    UnreadableError, before the first row, where nothing can be imported."""
    options = options or Options()
    with opened(path, name, options, place, read) as source:
        with readable(name):
            format = chosen(source, options)
            rows, columns = format.read(source, options, place)
        yield Reading(format.name, columns, readable_rows(rows, name), source.position)


def readable_rows(rows: Iterator[Row], name: str) -> Iterator[Row]:
    with readable(name):
        yield from rows
