"""What the XML of a workbook says: rows of cells, and the strings that these point to."""

from __future__ import annotations

import datetime as dt
import tempfile
from array import array
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from defusedxml.ElementTree import iterparse
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

from sources.readers.records import LARGEST_ROW, Problem

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from openpyxl.worksheet._reader import WorkSheetParser

DEEPEST = 50
NS = f"{{{SHEET_MAIN_NS}}}"
ROW, CELL, VALUE, FORMULA, STRING, TEXT, PHONETIC = (f"{NS}{tag}" for tag in ("row", "c", "v", "f", "si", "t", "rPh"))


class Cells(NamedTuple):
    """A row of a sheet: its number there, its cells as text, and what is wrong with those that have no value."""

    line: int
    cells: list[str]
    problems: dict[int, Problem]


def elements(stream: IO[bytes], tag: str) -> Iterator[Element]:
    """Each element of that name, when it is complete; nothing is kept of it, nor of those beside it."""
    source, parents = Limited(stream), []
    for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
        if event == "start":
            parents.append(element)
            if len(parents) > DEEPEST:
                raise ValueError("elements in elements in elements")
            continue
        parents.pop()
        if element.tag == tag:
            yield element
            source.begin()
            if parents:
                parents[-1].clear()


class Limited:
    """A part of which no piece between two calls of `begin` is larger than a row can be."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.size = stream, 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.size += len(data)
        if self.size > LARGEST_ROW:
            raise ValueError(f"a row is longer than {LARGEST_ROW // 1_000_000} MB")
        return data

    def begin(self) -> None:
        self.size = 0


def cells_of(parser: WorkSheetParser, row: Element) -> Cells:
    cells: list[str] = []
    problems: dict[int, Problem] = {}
    for element in row:
        if element.tag != CELL:
            continue
        try:
            cell = parser.parse_cell(element)
            column, value = cell["column"], cell["value"]
            problem = problem_of(element, cell, parser.row_counter)
            text = "" if problem else as_text(value)
        except (ValueError, IndexError, OverflowError, TypeError):
            column, text = parser.col_counter, ""
            problem = Problem(f"Cell {place_of(column, parser.row_counter)} is damaged.", "Type its value again.")
        cells += [""] * (column - len(cells))
        cells[column - 1] = text
        if problem:
            problems[column - 1] = problem
    return Cells(parser.row_counter, cells, problems)


def problem_of(element: Element, cell: dict[str, Any], line: int) -> Problem | None:
    if element.find(FORMULA) is not None and not element.findtext(VALUE):
        return Problem(
            f"Cell {place_of(cell['column'], line)} holds a formula whose value is not stored.",
            "Open the file in a spreadsheet program and save it there, or replace the formula by its value.",
        )
    if cell["data_type"] == "e":
        return Problem(
            f"Cell {place_of(cell['column'], line)} holds the error {cell['value']}.", "Correct the cell, or empty it."
        )
    return None


def place_of(column: int, line: int) -> str:
    return f"{get_column_letter(max(1, column))}{line}"


def as_text(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return unescape(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)


class Strings:
    """The strings that cells refer to by number, on disk: a table of articles has more of them than memory should."""

    def __init__(self, archive: zipfile.ZipFile, part: str) -> None:
        self.file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self.ends = array("Q", [0])
        with archive.open(part) as stream:
            for element in elements(stream, STRING):
                text = "".join(texts(element)).encode("utf-8", "replace")
                self.file.write(text)
                self.ends.append(self.ends[-1] + len(text))

    def __getitem__(self, number: int) -> str:
        if number < 0:
            raise IndexError(number)
        start, end = self.ends[number], self.ends[number + 1]
        self.file.seek(start)
        return self.file.read(end - start).decode()


def texts(element: Element) -> Iterator[str]:
    """What a string's runs say, without the reading aids above them."""
    for child in element:
        if child.tag == TEXT:
            yield child.text or ""
        elif child.tag != PHONETIC:
            yield from texts(child)
