"""XLSX: the first sheet that has rows, or the one that was named. Strings lie on disk, rows come one by one."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS

from sources.readers.cells import ROW, Cells, Strings, cells_of, elements
from sources.readers.headers import Begun, header_of, places
from sources.readers.records import Problem, Row, Rows, UnreadableError, excerpt
from sources.readers.zips import blown_up, office_document, open_zip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.headers import Header
    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SMALL = 20 << 20  # bytes of a part that is held in memory
LARGEST_PART = 4 << 30
# SyntaxError is how both XML parsers say that it is none.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, SyntaxError, DefusedXmlException, EOFError),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError),
)


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
            raise damaged() from error
        except OSError as error:
            if error.errno is None:  # openpyxl's way of saying that a part is missing
                raise damaged() from error
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
                raise damaged() from error
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


def damaged() -> UnreadableError:
    return UnreadableError(
        "The XLSX file is damaged or cut off.", "Open it in a spreadsheet program and save it again."
    )
