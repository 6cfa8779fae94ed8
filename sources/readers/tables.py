"""CSV in any dialect, with a header. A broken row costs itself, not those after it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sources.readers.records import LARGEST_ROW, Problem, Row, UnreadableError, columns, excerpt, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sources.readers.lines import Line

DELIMITERS = ",;\t|"
QUOTING = "Double a quotation mark inside a cell, and close every cell that begins with one."
CHECKS: dict[str, Callable[[str], object]] = {
    "url": re.compile(r"\s*(https?://.*)?", re.IGNORECASE | re.DOTALL).fullmatch,
    "published": re.compile(r"(?=.*\d).{,50}|\s*").fullmatch,
}

csv.field_size_limit(LARGEST_ROW)


@dataclass(frozen=True)
class Dialect:
    delimiter: str = ","
    backslash: bool = False

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Strict: what is not proper CSV is an error, never a guess."""
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            strict=True,
            doublequote=not self.backslash,
            escapechar="\\" if self.backslash else None,
        )


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


def read_table(lines: Iterator[Line], mapping: dict[str, str], sample: str) -> Iterator[Row]:
    """Raises UnreadableError, at once, where no column can be the text."""
    feed = Feed(lines)
    records = parsed(feed, guess_dialect(sample))
    header = next((cells for cells in records if not isinstance(cells, Problem) and any(cells)), [])
    header = [name.strip() for name in header]
    return rows_of(feed, records, header, places(header, mapping))


def rows_of(
    feed: Feed, records: Iterator[list[str] | Problem], header: list[str], found: dict[str, int]
) -> Iterator[Row]:
    number, remains = 0, Remains(len(header), found)
    for cells in records:
        if not isinstance(cells, Problem) and not any(cell.strip() for cell in cells):
            continue
        if remains.hold(cells, feed.taken):
            continue
        number += 1
        line, raw = feed.taken[0], excerpt("".join(line.text for line in feed.taken[:50]).rstrip())
        problem = cells if isinstance(cells, Problem) else misfit(cells, header, feed.taken)
        if isinstance(cells, Problem):
            remains.begin(line, feed.broken_at_once)
        if problem or isinstance(cells, Problem):
            yield Row(number, line.number, problem=problem, excerpt=raw)
        else:
            record = {name: cells[place] for name, place in found.items()}
            yield Row(number, line.number, record=record, excerpt=raw)


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


def misfit(cells: list[str], header: list[str], lines: list[Line]) -> Problem | None:
    if any(line.undecodable for line in lines):
        return Problem("The row is not valid UTF-8.", "Save the file as UTF-8.")
    if len(cells) != len(header):
        return Problem(
            f"The row has {len(cells)} cells, the header has {len(header)}.",
            "A cell that contains the delimiter or a line break needs quotation marks around it.",
        )
    return None


def places(header: list[str], mapping: dict[str, str]) -> dict[str, int]:
    """The column's place for each field."""
    named = ", ".join(f"“{name[:40]}”" for name in header[:12])
    for name in mapping.values():
        if fold(name) not in map(fold, header):
            raise UnreadableError(f"There is no column “{name}”.", f"The first row has: {named}.")
    found = columns(header, mapping)
    if "text" not in found:
        raise UnreadableError(
            "No column is known to hold the text.",
            f"The first row has: {named}. Name one of them “text”, or say which it is (--map text=COLUMN).",
        )
    often = Counter(map(fold, header))
    for name in found.values():
        if often[fold(name)] > 1:
            raise UnreadableError(f"Two columns are called “{name}”.", "Rename one of them.")
    return {name: header.index(column) for name, column in found.items()}


def guess_dialect(sample: str) -> Dialect:
    """The delimiter that finds most known names in the header; where none does, the one that is there most often."""
    header = next((line for line in sample.splitlines() if line.strip()), "")

    def fit(delimiter: str) -> tuple[int, int]:
        return len(columns(cells_of(header, delimiter), {})), header.count(delimiter)

    backslash = sample.count('\\"') > sample.count('""')
    return Dialect(max(DELIMITERS, key=fit), backslash)


def guess_table(sample: str) -> bool:
    """Whether the first line is a header: it names a text and something else."""
    header = next((line for line in sample.splitlines() if line.strip()), "")
    return any(
        "text" in found and len(found) > 1
        for found in (columns(cells_of(header, delimiter), {}) for delimiter in DELIMITERS)
    )


def cells_of(header: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader(io.StringIO(header), delimiter=delimiter), [])
    except csv.Error:
        return []
