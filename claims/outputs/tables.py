"""Records as lines of CSV and of JSON, in chunks as they come. Pure."""

from __future__ import annotations

import csv
import io
import json
from itertools import batched
from typing import TYPE_CHECKING, Any, NamedTuple

from claims.outputs.cells import safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

__all__ = ["Cell", "Column", "csv_chunks", "documents", "flat", "iso", "jsonl_chunks"]

type Cell = str | int | float | list[str] | None
"""A list is one in JSON; elsewhere its parts stand in one cell, “; ” between them."""

CHUNK = 500
BOM = "\ufeff"
"""Without it Excel reads UTF-8 as the code page of its machine."""


class Column[R](NamedTuple):
    name: str
    cell: Callable[[R], Cell]


def csv_chunks[R](columns: Sequence[Column[R]], records: Iterable[R]) -> Iterator[bytes]:
    """UTF-8 with a byte order mark, RFC 4180; cells that begin like a formula stand behind an apostrophe."""
    yield (BOM + _lines([[column.name for column in columns]])).encode()
    for batch in batched(records, CHUNK):
        yield _lines([[_text(column.cell(record)) for column in columns] for record in batch]).encode()


def jsonl_chunks(documents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for batch in batched(documents, CHUNK):
        yield "".join(f"{json.dumps(document, ensure_ascii=False)}\n" for document in batch).encode()


def documents[R](columns: Sequence[Column[R]], records: Iterable[R]) -> Iterator[dict[str, Any]]:
    for record in records:
        yield {column.name: None if (cell := column.cell(record)) == "" else cell for column in columns}


def flat(cell: Cell) -> str | int | float | None:
    """Lists joined; those whose parts are all empty leave nothing."""
    return ("; ".join(cell) if any(cell) else "") if isinstance(cell, list) else cell


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _lines(rows: Iterable[Sequence[str | int | float | None]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def _text(cell: Cell) -> str | int | float | None:
    text = flat(cell)
    return safe(text) if isinstance(text, str) else text
