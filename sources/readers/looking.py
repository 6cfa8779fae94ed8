"""A first look at a file, for the person who says which column is which."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from sources.readers import Options, Row, read
from sources.readers.formats import chosen
from sources.readers.jsonl import as_text
from sources.readers.opening import opened, readable
from sources.readers.records import FIELDS, columns
from sources.readers.tables import begin_csv
from sources.readers.xlsx import begin_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sources.readers.headers import Begun
    from sources.readers.opening import Opened

LOOKED_AT = 2000  # rows that columns are judged by
SHOWN = 10
SAMPLES, SAMPLE = 3, 200
MOST_NAMES = 500  # columns that are shown
URL = re.compile(r"\s*https?://\S+\s*", re.IGNORECASE)
NUMBERS = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)(?!\d)")
DATE = re.compile(
    r"\s*(?:\d{4}[-/.]\d\d?[-/.]\d\d?(?!\d)|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?!\d)"
    r"|(?:[a-z]{3,9}\.?,? )?\d{1,2} [a-z]{3,9}\.?,? \d{4}|(?:[a-z]{3,9}\.?,? )?[a-z]{3,9}\.? \d{1,2}, \d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Column:
    """`field` is what the column seems to hold, "" where it is none of ours."""

    name: str
    field: str
    samples: list[str]


@dataclass(frozen=True)
class Look:
    """`rows` are the first, read as `columns` suggest; `dates` is "day_first" or "month_first" where the values of the
    date's column can only be that."""

    format: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: Sequence[str] = ()
    columns: Sequence[Column] = ()
    rows: Sequence[Row] = ()
    dates: str = ""

    @property
    def mapping(self) -> dict[str, str]:
        return {column.field: column.name for column in self.columns if column.field}


def look(path: Path, name: str, options: Options | None = None) -> Look:
    """Raises UnreadableError where nothing of the file can be imported."""
    options = options or Options()
    with opened(path, name, options, None, read) as source, readable(name):
        format = chosen(source, options).name
        if format == "csv":
            return table_look(source, options, format, begin_csv(source, options))
        if format == "xlsx":
            return table_look(source, options, format, begin_xlsx(source, options))
    return other_look(path, name, options, format)


def table_look(source: Opened, options: Options, format: str, table: Begun) -> Look:
    names = table.header.names
    cells = [row.cells for row in islice(table.rows({}), LOOKED_AT) if row.cells and len(row.cells) == len(names)]
    values = {name: [row[place] for row in cells] for place, name in enumerate(names)}
    found = guessed(values, options.mapping)
    places = {field: names.index(column) for field, column in found.items()}
    return Look(
        format,
        source.encoding if format == "csv" else "",
        {"\t": "tab"}.get(table.delimiter, table.delimiter),
        table.sheet,
        table.sheets,
        described(values, found),
        list(islice(table.rows(places), SHOWN)),
        date_order(values.get(found.get("published", ""), [])),
    )


def other_look(path: Path, name: str, options: Options, format: str) -> Look:
    """JSON has names in every object; other formats have none to choose from."""
    values: dict[str, list[str]] = {}
    if format in ("jsonl", "json"):
        with read(path, name, replace(options, format=format, mapping={})) as reading:
            for value in islice(objects(reading.rows), LOOKED_AT):
                for key, content in value.items():
                    if key in values or len(values) < MOST_NAMES:
                        values.setdefault(key, []).append(as_text(content) or "")
    found = guessed(values, options.mapping)
    with read(path, name, replace(options, format=format, mapping={**options.mapping, **found})) as reading:
        rows = list(islice(reading.rows, SHOWN))
    dates = date_order(values.get(found.get("published", ""), []))
    return Look(format, columns=described(values, found), rows=rows, dates=dates)


def objects(rows: Iterator[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        try:
            value = json.loads(row.raw)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, dict):
            yield value


def described(values: dict[str, list[str]], found: dict[str, str]) -> list[Column]:
    fields = {name: field for field, name in found.items()}
    shown = [name for place, name in enumerate(values) if place < MOST_NAMES or name in fields]
    return [Column(name, fields.get(name, ""), samples(values[name])) for name in shown]


def samples(values: list[str]) -> list[str]:
    """The first values that differ."""
    found: dict[str, None] = {}
    for value in values:
        if len(found) == SAMPLES:
            break
        if short := " ".join(value[: SAMPLE * 2].split())[:SAMPLE]:
            found.setdefault(short)
    return list(found)


def guessed(values: dict[str, list[str]], mapping: dict[str, str]) -> dict[str, str]:
    """{field: column}: as `mapping` says, else by the columns' names unless what is in them speaks against it, else by
    what is in them."""
    found = columns(list(values), mapping)
    kinds = {name: kind(content) for name, content in values.items()}
    for field in ("url", "published", "text", "title"):
        if field in mapping:
            continue
        free = [name for name in values if name not in found.values() and kinds[name] == field]
        named = found.get(field)
        if named is not None and (kinds[named] in ("", field) or not free or field == "title"):
            continue
        if free:
            found[field] = max(free, key=lambda name: length(values[name])) if field == "text" else free[0]
    return {field: found[field] for field in FIELDS if field in found}


def kind(values: list[str]) -> str:
    """ "url", "published", "text" or "title" where that is what the values look like, else "other"; "" where there are
    none."""
    filled = [value for value in values if value.strip()]
    if not filled:
        return ""
    if sum(map(bool, map(URL.fullmatch, filled))) * 10 >= len(filled) * 9:
        return "url"
    if sum(bool(DATE.match(value)) and len(value) < 60 for value in filled) * 10 >= len(filled) * 8:
        return "published"
    if length(filled) >= 150:
        return "text"
    words = sum(value.count(" ") + 1 for value in filled) / len(filled)
    return "title" if words >= 3 and len(set(filled)) * 2 > len(filled) else "other"


def length(values: list[str]) -> float:
    return sum(map(len, values)) / max(1, len(values))


def date_order(values: list[str]) -> str:
    orders = set()
    for value in values:
        if match := NUMBERS.match(value):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                orders.add("day_first")
            elif second > 12 >= first:
                orders.add("month_first")
    return orders.pop() if len(orders) == 1 else ""
