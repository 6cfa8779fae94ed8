"""Records as a workbook, written row by row into a temporary file."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from claims.outputs.cells import begins_formula, printable
from claims.outputs.tables import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claims.outputs.tables import Cell, Column

__all__ = ["ROWS", "Sheet", "xlsx_file"]

ROWS = 1_048_575
"""What a worksheet holds below its header."""
LONGEST = 32_767
"""Characters in a cell; a longer text ends with “…”."""


class Sheet[R](NamedTuple):
    title: str
    columns: Sequence[Column[R]]
    records: Iterable[R]


def xlsx_file(*sheets: Sheet[Any]) -> IO[bytes]:
    """At its beginning, to be read. No cell is a formula, whatever its text begins with."""
    book = Workbook(write_only=True)
    for title, columns, records in sheets:
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        sheet.append([column.name for column in columns])
        for record in records:
            sheet.append([_cell(sheet, column.cell(record)) for column in columns])
    file = TemporaryFile(suffix=".xlsx")  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return file


def _cell(sheet: Any, cell: Cell) -> Any:
    value = flat(cell)
    if not isinstance(value, str):
        return value
    text = printable(value)
    if len(text) > LONGEST:
        text = f"{text[: LONGEST - 1]}…"
    if not begins_formula(text):
        return text
    made = WriteOnlyCell(sheet)
    made.value = text
    made.data_type = "s"
    made.quotePrefix = True  # what a spreadsheet itself sets where a person types the apostrophe
    return made
