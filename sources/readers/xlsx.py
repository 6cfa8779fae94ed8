"""XLSX: the first sheet that has rows, or the one that was named. Strings lie on disk, rows come one by one."""

from __future__ import annotations

import datetime as dt
import tempfile
import warnings
import zipfile
from array import array
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS

from sources.readers.headers import Begun, header_of, places
from sources.readers.records import LARGEST_ROW, Problem, Row, Rows, UnreadableError, excerpt
from sources.readers.zips import blown_up, office_document, open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from sources.readers.headers import Header
    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SMALL = 20 << 20  # bytes of a part that is held in memory
LARGEST_PART = 4 << 30
DEEPEST = 50
NS = f"{{{SHEET_MAIN_NS}}}"
ROW, CELL, VALUE, FORMULA, STRING, TEXT, PHONETIC = (f"{NS}{tag}" for tag in ("row", "c", "v", "f", "si", "t", "rPh"))
# SyntaxError is how both XML parsers say that it is none.
BROKEN = (zipfile.BadZipFile, SyntaxError, DefusedXmlException, LookupError, ValueError, TypeError, EOFError)
DAMAGED = UnreadableError("The XLSX file is damaged or cut off.", "Open it in a spreadsheet program and save it again.")


class Cells(NamedTuple):
    """A row of a sheet: its number there, its cells as text, and what is wrong with those that have no value."""

    line: int
    cells: list[str]
    problems: dict[int, Problem]


def looks_inside(opened: Opened) -> bool:
    return opened.start.startswith(OLE) or office_document(opened) != ""


def read_xlsx(opened: Opened, options: Options, place: Place | None) -> Rows:
    table = begin_xlsx(opened, options)
    return Rows(table.rows(places(table.header, options.mapping)), table.header.names)


def begin_xlsx(opened: Opened, options: Options) -> Begun:
    book = Book(opened)
    title, sheet = book.chosen(options.sheet)
    first = next(sheet)
    width = max((place for place, cell in enumerate(first.cells, start=1) if cell.strip()), default=0)
    header = header_of(first.cells[:width], options.mapping)

    def rows(found: dict[str, int]) -> Iterator[Row]:
        _, sheet = book.chosen(title)
        return rows_of(header, found, islice(sheet, 0 if header.data else 1, None))

    return Begun(header, rows, sheet=title, sheets=[name for name, _, _ in book.sheets])


def rows_of(header: Header, found: dict[str, int], rows: Iterator[Cells]) -> Iterator[Row]:
    number = 0
    try:
        for number, row in enumerate(rows, start=1):
            yield row_of(number, row, header, found)
    except BROKEN as error:
        reason = f"The sheet is damaged after row {number}: {str(error)[:200]}."
        yield Row(number + 1, None, problem=Problem(reason, "Save the file again; later rows could not be read."))


def row_of(number: int, row: Cells, header: Header, found: dict[str, int]) -> Row:
    cells = row.cells
    while len(cells) > len(header.names) and not cells[-1].strip():
        cells.pop()
    cells += [""] * (len(header.names) - len(cells))
    short = excerpt(" | ".join(cell[:300] for cell in cells[:50]))
    problem = next((row.problems[place] for place in found.values() if place in row.problems), None)
    if len(cells) != len(header.names):
        problem = Problem(
            f"The row has {len(cells)} cells, the header has {len(header.names)}.",
            "Give every column a name, or empty the cells beside the table.",
        )
    if problem:
        return Row(number, row.line, None, problem, short, "", cells)
    record = {name: cells[place] for name, place in found.items()}
    return Row(number, row.line, record, None, short, "", cells)


class Book:
    def __init__(self, opened: Opened) -> None:
        refuse(opened)
        self.archive = open_zip(opened, "an XLSX file")
        for info in self.archive.infolist():
            if blown_up(info) or info.file_size > LARGEST_PART:
                raise UnreadableError(
                    f"The XLSX file holds “{info.filename[:80]}”, which is far larger than it says by its packed size.",
                    "Save the table as CSV.",
                )
            if info.flag_bits & 1:
                raise UnreadableError("The XLSX file is protected by a password.", "Save it without a password.")
        try:
            self.prepare(opened)
        except BROKEN as error:
            raise DAMAGED from error
        except OSError as error:
            if error.errno is None:  # openpyxl's way of saying that a part is missing
                raise DAMAGED from error
            raise

    def prepare(self, opened: Opened) -> None:
        """Names of sheets and their parts, which styles are dates, and the strings."""
        large = [info for info in self.archive.infolist() if info.file_size > SMALL]
        if any(not info.filename.startswith(("xl/worksheets/", "xl/sharedStrings", "xl/media/")) for info in large):
            raise UnreadableError("The XLSX file has parts that are too large.", "Save the table as CSV.")
        reader = ExcelReader(opened.stream, read_only=True, data_only=True, keep_links=False)
        reader.read_manifest()
        with warnings.catch_warnings(action="ignore"):
            reader.read_workbook()
            apply_stylesheet(reader.archive, reader.wb)
        self.book: Any = reader.wb
        parts = set(self.archive.namelist())
        self.sheets = [
            (sheet.name, rel.target, sheet.state)
            for sheet, rel in reader.parser.find_sheets()
            if rel.target in parts and "chartsheet" not in rel.Type
        ]
        shared = reader.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
        self.strings: Any = Strings(self.archive, shared.PartName[1:]) if shared is not None else []

    def chosen(self, name: str) -> tuple[str, Iterator[Cells]]:
        """The sheet of that name, else the first visible one that has rows."""
        if name:
            wanted = [found for found in self.sheets if found[0].casefold() == name.strip().casefold()]
            if not wanted:
                named = ", ".join(f"“{found[0]}”" for found in self.sheets[:20])
                raise UnreadableError(f"There is no sheet “{name[:100]}”.", f"The sheets are: {named}.")
        else:
            wanted = sorted(self.sheets, key=lambda found: found[2] != "visible")
        for title, part, _ in wanted:
            rows = self.rows(part)
            try:
                first = next(rows, None)
            except BROKEN as error:
                raise DAMAGED from error
            if first:
                return title, chain([first], rows)
        raise UnreadableError("The table is empty.", "Choose a sheet with at least one article.")

    def rows(self, part: str) -> Iterator[Cells]:
        """Rows that are not empty."""
        with self.archive.open(part) as stream, warnings.catch_warnings(action="ignore"):
            parser = WorkSheetParser(
                stream,
                self.strings,
                data_only=True,
                epoch=self.book.epoch,
                date_formats=self.book._date_formats,
                timedelta_formats=self.book._timedelta_formats,
            )
            for element in elements(stream, ROW):
                if "r" in element.attrib:
                    parser.row_counter = int(float(element.attrib["r"]))
                else:
                    parser.row_counter += 1
                parser.col_counter = 0
                row = cells_of(parser, element)
                if any(cell.strip() for cell in row.cells) or row.problems:
                    yield row


def refuse(opened: Opened) -> None:
    if opened.start.startswith(OLE):
        if ENCRYPTED in opened.start or ENCRYPTED in opened.whole(1 << 27):
            raise UnreadableError("The file is protected by a password.", "Save it without a password.")
        raise UnreadableError("The file is an old office document (.xls or .doc).", "Save it as XLSX or CSV.")
    if (kind := office_document(opened)) not in ("xlsx", ""):
        raise UnreadableError(f"The file is {kind}.", "Save it as XLSX, CSV, HTML or plain text.")


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
