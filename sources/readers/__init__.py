"""Files into rows: `with read(path, name) as reading: for row in reading.rows: ...`. Pure Python, bounded memory."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sources.readers.formats import FORMATS, recognise
from sources.readers.jsonl import read_jsonl
from sources.readers.lines import decoded
from sources.readers.opening import SAMPLE, opened, skip_mark
from sources.readers.plain import read_plain
from sources.readers.records import ALIASES, FIELDS, Options, Problem, Row, UnreadableError
from sources.readers.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

__all__ = ["ALIASES", "FIELDS", "FORMATS", "Options", "Problem", "Reading", "Row", "UnreadableError", "read"]


@dataclass(frozen=True)
class Reading:
    """`rows` come as the file is read; `position()` is how many bytes of it were read so far."""

    format: str
    columns: list[str]
    rows: Iterator[Row]
    position: Callable[[], int]


@contextmanager
def read(path: Path, name: str, options: Options = Options(), place=None) -> Iterator[Reading]:
    """`name` is the file's as the person knows it, `format` overrules what the content says, `mapping` is
    {field: column}. Raises UnreadableError, before the first row, where nothing can be imported."""
    mapping, format = options.mapping, options.format
    with opened(path) as source:
        sample = source.stream.read(SAMPLE).decode(source.encoding, "replace")
        if not sample.strip():
            raise UnreadableError("The file is empty.", "Choose a file with at least one article.")
        source.stream.seek(0)
        skip_mark(source.stream)
        format = format or recognise(sample, name)
        lines = decoded(source.stream, source.encoding)
        if format == "csv":
            rows = read_table(lines, mapping, sample)
        elif format == "jsonl":
            rows = read_jsonl(lines, mapping)
        else:
            rows = read_plain(lines, mapping)
        yield Reading(format, [], rows, source.position)
