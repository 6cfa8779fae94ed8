"""Rejected rows as a file that can be mended and imported again."""

from __future__ import annotations

import codecs
import csv
import io
import json
from typing import TYPE_CHECKING, Any, Protocol

from sources.readers.headers import AS_IT_STANDS, REJECTS, harmless
from sources.readers.records import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

TABLES = ("csv", "xlsx")


class Rejected(Protocol):
    """A rejected row, as a job keeps it."""

    @property
    def row(self) -> int: ...
    @property
    def line(self) -> int | None: ...
    @property
    def reason(self) -> str: ...
    @property
    def advice(self) -> str: ...
    @property
    def raw(self) -> str: ...
    @property
    def cells(self) -> list[str] | None: ...
    @property
    def record(self) -> dict[str, str] | None: ...
    @property
    def member(self) -> str: ...


def reject_ending(format: str) -> str:
    """What such a file's name ends with."""
    return "jsonl" if format == "jsonl" else "csv"


def write_rejects(format: str, columns: Sequence[str], problems: Iterable[Rejected]) -> Iterator[bytes]:
    """Of a table a table with the reasons in front, of JSON Lines the same lines with the reasons added, of all else a
    table of what is known of each row."""
    if format == "jsonl":
        return map(json_line, problems)
    if format in TABLES and columns:
        header = [*REJECTS, *columns, AS_IT_STANDS]
        return table(header, (table_row(problem, len(columns)) for problem in problems))
    return table([*REJECTS, "member", *FIELDS], map(known_row, problems))


def json_line(problem: Rejected) -> bytes:
    about = {"row": problem.row, "reason": problem.reason, "advice": problem.advice}
    found: Any
    try:
        found = json.loads(problem.raw)
    except (ValueError, RecursionError):
        found = None
    if isinstance(found, dict):
        line: dict[str, Any] = {**found, "_rejected": about}
    else:
        line = {"_rejected": {**about, "raw": problem.raw}}
    return (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """With a byte order mark, without which spreadsheet programs take UTF-8 for something else."""
    yield codecs.BOM_UTF8 + csv_line([harmless(name) for name in header])
    for row in rows:
        yield csv_line([harmless(cell) for cell in row])


def csv_line(cells: Sequence[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")


def table_row(problem: Rejected, width: int) -> list[str]:
    about = [str(problem.row), problem.reason, problem.advice]
    cells = problem.cells
    if cells is not None and len(cells) == width:
        return [*about, *cells, ""]
    return [*about, *[""] * width, problem.raw or csv_line(cells or []).decode().rstrip("\r\n")]


def known_row(problem: Rejected) -> list[str]:
    record = problem.record or {}
    fields = {"text": problem.raw if problem.record is None and not problem.cells else "", **record}
    return [
        *(str(problem.row), problem.reason, problem.advice, problem.member),
        *(fields.get(field, "") for field in FIELDS),
    ]
