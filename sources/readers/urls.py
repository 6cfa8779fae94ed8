"""Lists of addresses: one a line, and after a tab, if there is one, the title. Lines that begin with # are comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sources.readers.records import RAW, Problem, Row, Rows, columns, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

ADDRESS = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
LONGEST_TITLE = 200
SHARE = 0.8  # of the lines of a list are addresses
PROBLEM = Problem("The line is no http or https address.", "Write one address a line, beginning with https://.")


def looks_like(sample: str, name: str) -> bool:
    """Most lines are addresses; where the first is the name of a column, it is a table, and so is what is called one
    and has more than one column."""
    lines = [line.strip() for line in sample.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or columns(lines[0].split("\t"), {}):
        return False
    if name.lower().removesuffix(".gz").endswith((".csv", ".tsv")) and any(mark in lines[0] for mark in ",;\t"):
        return False
    return sum(address_in(line) != "" and titled(line) for line in lines) >= SHARE * len(lines)


def titled(line: str) -> bool:
    """With a title or none: longer texts and more columns are a table's."""
    rest = line.partition("\t")[2]
    return len(rest) <= LONGEST_TITLE and "\t" not in rest


def read_urls(opened: Opened, options: Options, place: Place | None) -> Rows:
    return Rows(rows_of(opened, place))


def rows_of(opened: Opened, place: Place | None) -> Iterator[Row]:
    number = int(place["number"]) if place else 0
    encoding = opened.encoding
    for line in opened.lines(place):
        text = line.text.strip()
        if not text or text.startswith("#"):
            continue
        number += 1
        after: Place = {"offset": line.end, "line": line.number, "number": number, "encoding": encoding}
        shown, raw = excerpt(text), text[:RAW]
        if url := address_in(text):
            record = {"url": url}
            if title := text.partition("\t")[2].strip():
                record["title"] = title
            yield Row(number, line.number, record=record, excerpt=shown, raw=raw, place=after)
        else:
            yield Row(number, line.number, problem=PROBLEM, excerpt=shown, raw=raw, place=after)


def address_in(line: str) -> str:
    address = line.partition("\t")[0].strip()
    return address if ADDRESS.fullmatch(address) else ""
