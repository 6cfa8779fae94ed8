"""CSV in any dialect. A broken row costs itself, not those after it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from itertools import chain, dropwhile
from typing import TYPE_CHECKING

from sources.readers.dialects import DELIMITERS, SEP, Dialect, dialect_of, looks_like
from sources.readers.headers import Begun, Header, header_of, places
from sources.readers.records import LARGEST_ROW, RAW, Problem, Row, Rows, UnreadableError, excerpt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sources.readers.lines import Line
    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

__all__ = ["begin_csv", "looks_like", "read_csv"]

QUOTING = "Double a quotation mark inside a cell, and close every cell that begins with one."
CHECKS: dict[str, Callable[[str], object]] = {
    "url": re.compile(r"\s*(https?://.*)?", re.IGNORECASE | re.DOTALL).fullmatch,
    "published": re.compile(r"(?=.*\d).{,50}|\s*").fullmatch,
}

csv.field_size_limit(LARGEST_ROW)


@dataclass
class Feed:
    """Lines with a way back: those that a broken record swallowed are read again."""

    lines: Iterator[Line]
    returned: list[Line] = field(default_factory=list)  # last first
    taken: list[Line] = field(default_factory=list)
    size: int = 0
    broken_at_once: bool = False

    def texts(self) -> Iterator[str]:
        while (line := self.next()) is not None:
            yield line.text

    def next(self) -> Line | None:
        if self.size > LARGEST_ROW:
            raise csv.Error("a cell without end")
        line = self.returned.pop() if self.returned else next(self.lines, None)
        if line is not None:
            self.taken.append(line)
            self.size += len(line.text)
            if line.overlong:
                raise csv.Error("a line without end")
        return line

    def begin(self) -> None:
        self.taken, self.size = [], 0

    def back_to_second(self) -> None:
        self.returned.extend(reversed(self.taken[1:]))
        del self.taken[1:]


def read_csv(opened: Opened, options: Options, place: Place | None) -> Rows:
    """Raises UnreadableError, at once, where no column can be the text or an address."""
    table = begin_csv(opened, options, place)
    return Rows(table.rows(places(table.header, options.mapping)), table.header.names)


def begin_csv(opened: Opened, options: Options, place: Place | None = None) -> Begun:
    lines, dialect = begun(opened, options)
    feed = Feed(lines)
    header = header_of(first_row(parsed(feed, dialect)), options.mapping)
    first = feed.taken

    def rows(found: dict[str, int]) -> Iterator[Row]:
        if place:
            feed = Feed(opened.lines(place))
        else:
            before = first[0].number if header.data else first[-1].number + 1
            feed = Feed(dropwhile(lambda line: line.number < before, opened.lines()))
        table = Table(header, found, opened.encoding)
        return table.rows(feed, parsed(feed, dialect), int(place["row"]) if place else 0)

    return Begun(header, rows, dialect.delimiter)


def begun(opened: Opened, options: Options) -> tuple[Iterator[Line], Dialect]:
    """The lines from the header on, and how they are written."""
    lines = opened.lines()
    line = next(lines)
    dialect = dialect_of(opened.sample, options.delimiter)
    return (lines if SEP.fullmatch(line.text) else chain([line], lines)), dialect


def first_row(records: Iterator[list[str] | Problem]) -> list[str]:
    for cells in records:
        if isinstance(cells, Problem):
            raise UnreadableError(f"The first row cannot be read. {cells.reason}", cells.advice)
        if any(cell.strip() for cell in cells):
            return cells
    raise UnreadableError("The table is empty.", "Choose a file with at least one article.")


@dataclass(frozen=True)
class Table:
    """How the rows of one table are read."""

    header: Header
    places: dict[str, int]
    encoding: str

    def rows(self, feed: Feed, records: Iterator[list[str] | Problem], number: int) -> Iterator[Row]:
        remains = Remains(len(self.header.names) if not self.header.rejects else 0, self.places)
        for cells in records:
            if not isinstance(cells, Problem) and not any(cell.strip() for cell in cells):
                continue
            if remains.hold(cells, feed.taken):
                continue
            number += 1
            if isinstance(cells, Problem):
                remains.begin(feed.taken[0], feed.broken_at_once)
            last = feed.taken[-1]
            here: Place | None = None
            if not remains.broken:
                here = {"offset": last.end, "line": last.number, "row": number, "encoding": self.encoding}
            yield self.row(number, feed.taken, cells, here)

    def row(self, number: int, lines: list[Line], cells: list[str] | Problem, here: Place | None) -> Row:
        raw = "".join(line.text for line in lines[:RAW])[:RAW].rstrip("\r\n")
        line, short = lines[0].number, excerpt(raw)
        if isinstance(cells, Problem):
            return Row(number, line, None, cells, short, raw, None, "", here)
        if given_back := self.header.remains(cells):
            cells = split_again(given_back, len(self.header.names)) or [given_back]
        else:
            cells = self.header.cells(cells)
        if problem := self.misfit(cells, lines):
            return Row(number, line, None, problem, short, raw, cells, "", here)
        record = {name: cells[place] for name, place in self.places.items()}
        return Row(number, line, record, None, short, raw, cells, "", here)

    def misfit(self, cells: list[str], lines: list[Line]) -> Problem | None:
        if any(line.undecodable for line in lines):
            return Problem(f"The row is not valid {self.encoding.upper()}.", "Save the file as UTF-8.")
        if len(cells) != len(self.header.names):
            have = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
            return Problem(
                f"The row has {have}, the header has {len(self.header.names)}.",
                "A cell that contains the delimiter or a line break needs quotation marks around it.",
            )
        return None


def split_again(raw: str, width: int) -> list[str] | None:
    """The cells of a row that once could not be split, in whatever dialect it was."""
    for delimiter in DELIMITERS:
        try:
            rows = list(Dialect(delimiter).reader(raw.splitlines(keepends=True)))
        except csv.Error:
            continue
        if len(rows) == 1 and len(rows[0]) == width > 1:
            return rows[0]
    return None


class Remains:
    """After a row whose quotation marks broke: which lines are what is left of its text, and no rows.

    A row has as many cells as the header, and an address and a date where those columns are. Where there are no such
    columns, a text that broke in its first line goes on until the line that closes it.
    """

    def __init__(self, width: int, places: dict[str, int]) -> None:
        self.width = width
        self.checks = [(places[name], fits) for name, fits in CHECKS.items() if name in places]
        self.broken = self.open = False

    def begin(self, line: Line, at_once: bool) -> None:
        self.broken, self.open = True, at_once and not line.overlong and line.text.count('"') % 2 == 1

    def hold(self, cells: list[str] | Problem, lines: list[Line]) -> bool:
        if not self.broken:
            return False
        if isinstance(cells, Problem):
            return False
        if self.open and not self.checks:
            self.open = "".join(line.text for line in lines).count('"') % 2 == 0
            return True
        if len(cells) < self.width or any('"' in cell for cell in cells if not lines[0].text.startswith('"')):
            return True
        if self.checks and not all(fits(cells[place]) for place, fits in self.checks if place < len(cells)):
            return True
        self.broken = False
        return False


def parsed(feed: Feed, dialect: Dialect) -> Iterator[list[str] | Problem]:
    """Each record, or the problem of the line where it began; then `feed.taken` holds its lines."""
    reader = dialect.reader(feed.texts())
    while True:
        feed.begin()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            feed.broken_at_once = len(feed.taken) == 1
            feed.back_to_second()
            reader = dialect.reader(feed.texts())
            yield broken_row(feed.taken[0], error)
            continue
        if cells is None:
            return
        yield cells


def broken_row(line: Line, error: csv.Error) -> Problem:
    if line.overlong:
        return Problem(f"The line is longer than {LARGEST_ROW // 1_000_000} MB.", "Is a line break missing?")
    reason = str(error)
    if "end of data" in reason or "without end" in reason or "field larger" in reason:
        return Problem("A quotation mark is opened and never closed.", QUOTING)
    return Problem(f"The row's quotation marks do not fit: {reason}.", QUOTING)
