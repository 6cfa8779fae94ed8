"""The first row of a table: which column holds which field."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sources.readers.records import ALIASES, UnreadableError, columns, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sources.readers.records import Row

REJECTS = ("rejected row", "reason", "what to do")  # what the file of rejected rows begins with
AS_IT_STANDS = "as it stands"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SHOWN = 12
KNOWN = {alias for aliases in ALIASES.values() for alias in aliases}
DATA = re.compile(r"\s*(https?://.*|\d{4}-\d\d?-\d\d?.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}.*|.{100,})", re.DOTALL)
NUMBERED = re.compile(r"column \d+")


@dataclass(frozen=True)
class Header:
    """`names` are unique; `data` says that the first row is none but a row like the others; `rejects` that the file
    is one of ours of rejected rows, of which `names` leave out what we added."""

    names: list[str]
    doubled: frozenset[str]
    data: bool = False
    rejects: bool = False

    def cells(self, cells: list[str]) -> list[str]:
        """Of a row, without what was added to a file of rejected rows."""
        return [bare(cell) for cell in cells[len(REJECTS) : len(REJECTS) + len(self.names)]] if self.rejects else cells

    def remains(self, cells: list[str]) -> str:
        """A rejected row that could not be split, as it was given back."""
        return bare(cells[-1]) if self.rejects and len(cells) == len(REJECTS) + len(self.names) + 1 else ""


class Begun(NamedTuple):
    """A table whose header was read: `rows` gives its rows, from the first one, for {field: place of its column}."""

    header: Header
    rows: Callable[[dict[str, int]], Iterator[Row]]
    delimiter: str = ""
    sheet: str = ""
    sheets: Sequence[str] = ()


def bare(cell: str) -> str:
    """Without the apostrophe that `harmless` puts before it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].removeprefix("'").startswith(FORMULA) else cell


def harmless(cell: str) -> str:
    """No formula, whatever spreadsheet program opens it."""
    return f"'{cell}" if cell.removeprefix("'").startswith(FORMULA) else cell


def header_of(first: list[str], mapping: dict[str, str]) -> Header:
    first = [name.strip() for name in first]
    if tuple(map(fold, first[: len(REJECTS)])) == tuple(map(fold, REJECTS)):
        names = [bare(name) for name in first[len(REJECTS) :]]
        return Header(*unique(names[:-1] if names[-1:] == [AS_IT_STANDS] else names), rejects=True)
    folded = set(map(fold, first))
    numbered = [name for name in mapping.values() if NUMBERED.fullmatch(name) and fold(name) not in folded]
    if numbered or (not folded & KNOWN and any(map(DATA.fullmatch, first))):
        return Header([f"column {place}" for place in range(1, len(first) + 1)], frozenset(), data=True)
    return Header(*unique(first))


def unique(names: Sequence[str]) -> tuple[list[str], frozenset[str]]:
    """Names that can be told apart, and those that could not: the second “text” is “text (2)”."""
    found: list[str] = []
    seen: dict[str, int] = {}
    doubled = set()
    for place, name in enumerate(names, start=1):
        name = name or f"column {place}"
        often = seen[fold(name)] = seen.get(fold(name), 0) + 1
        if often > 1:
            doubled.add(fold(name))
            name = f"{name} ({often})"
        found.append(name)
    return found, frozenset(doubled)


def places(header: Header, mapping: dict[str, str]) -> dict[str, int]:
    """The column's place for each field. Raises UnreadableError where no column holds the text or an address."""
    named = ", ".join(f"“{name[:40]}”" for name in header.names[:SHOWN])
    folded = [fold(name) for name in header.names]
    for name in mapping.values():
        if name and fold(name) not in folded:
            raise UnreadableError(f"There is no column “{name[:100]}”.", f"The columns are: {named}.")
    found = columns(header.names, mapping)
    if "text" not in found and "url" not in found:
        if header.data:
            raise UnreadableError(
                "The table has no header: its first row looks like data.",
                "Put a row with the columns' names above it, or say which column holds the text: --map "
                f'text="column 2" (there are {len(header.names)}).',
            )
        raise UnreadableError(
            "No column is known to hold the text, or the address of an article.",
            f"The first row has: {named}. Name one of them “text”, or say which it is (--map text=COLUMN).",
        )
    for field, name in found.items():
        if field not in mapping and fold(name) in header.doubled:
            raise UnreadableError(
                f"Two columns are called “{name}”.",
                f"Rename one of them, or say which it is (--map {field}=…): the second is “{name} (2)”.",
            )
    return {field: folded.index(fold(name)) for field, name in found.items()}
