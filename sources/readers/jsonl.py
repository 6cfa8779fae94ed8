"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import orjson

from sources.readers.lines import raw_lines
from sources.readers.records import LARGEST_ROW, RAW, Problem, Row, Rows, columns, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

SHAPES = 1000  # sets of names that are remembered
ADVICE = "Write one JSON object a line."


def looks_like(sample: str, name: str) -> bool:
    first = [line for line in sample.splitlines() if line.strip()][:20]
    if len(first) == 1 and wraps_articles(first[0]):
        return False
    objects = sum(map(is_object, first))
    return objects > 0 and (objects * 2 >= len(first) or name.lower().removesuffix(".gz").endswith(("jsonl", "ndjson")))


def is_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def wraps_articles(line: str) -> bool:
    """One object that is no article, with a list of objects somewhere inside."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    if not isinstance(value, dict) or {"text", "url"} & columns(list(value), {}).keys():
        return False
    inside = [value]
    for _ in range(3):
        inside = [below for above in inside for below in above.values()]
        if any(isinstance(below, list) and below and isinstance(below[0], dict) for below in inside):
            return True
        inside = [below for below in inside if isinstance(below, dict)]
    return False


def read_jsonl(opened: Opened, options: Options, place: Place | None) -> Rows:
    encoding = str(place["encoding"]) if place else opened.encoding
    return Rows(rows_of(opened, Fields(options.mapping), encoding, place))


def rows_of(opened: Opened, fields: Fields, encoding: str, place: Place | None) -> Iterator[Row]:
    number, offset, line = 0, opened.text_start(), 0
    if place:
        number, offset, line = int(place["row"]), int(place["offset"]), int(place["line"])
        opened.stream.seek(offset)
    utf_8 = encoding == "utf-8"
    for raw, overlong, end in raw_lines(opened.stream, offset):
        line += 1
        if raw.isspace():
            continue
        number += 1
        record: dict[str, str] | None = None
        problem: Problem | None = None
        text = raw.decode(encoding, "replace").rstrip()
        try:
            if overlong:
                problem = Problem(f"The line is longer than {LARGEST_ROW // 1_000_000} MB.", "Is a line break missing?")
            else:
                record = fields.record(orjson.loads(raw if utf_8 else text))
        except (orjson.JSONDecodeError, UnclearError):
            record, problem = slowly(raw, encoding, fields)
        here: Place = {"offset": end, "line": line, "row": number, "encoding": encoding}
        yield Row(number, line, record, problem, excerpt(text), text[:RAW], None, "", here)


class UnclearError(Exception):
    """A value of which the fast parser does not give what the file says, or none that can be a field's."""


class Fields:
    """Objects into records: which of their names holds which field is found out once for each set of names."""

    def __init__(self, mapping: dict[str, str]) -> None:
        self.mapping = mapping
        self.known: dict[tuple[str, ...], dict[str, str]] = {}

    def record(self, value: Any) -> dict[str, str]:
        """Raises UnclearError for what `problem_of` has to explain."""
        if not isinstance(value, dict):
            raise UnclearError
        record = {}
        for field, name in self.found(value).items():
            text = value[name]
            if type(text) is not str:
                text = as_text(text)
                if text is None or type(value[name]) is float:
                    raise UnclearError
            record[field] = text
        return record

    def found(self, value: dict[str, Any]) -> dict[str, str]:
        names = tuple(value)
        found = self.known.get(names)
        if found is None:
            found = columns(list(names), self.mapping)
            if len(self.known) < SHAPES:
                self.known[names] = found
        return found

    def explained(self, value: Any, what: str) -> dict[str, str] | Problem:
        if not isinstance(value, dict):
            return Problem(f"The {what} is JSON, but not an object.", 'Write {"text": "…", "url": "…"}.')
        record = {}
        for field, name in self.found(value).items():
            text = as_text(value[name])
            if text is None:
                return Problem(f"“{name}” is neither text nor number.", f"Write “{name}” as a text in quotation marks.")
            record[field] = text
        return record


def slowly(raw: bytes, encoding: str, fields: Fields) -> tuple[dict[str, str] | None, Problem | None]:
    """By the parser that takes all that JSON in practice is, keeps long numbers, and says what is wrong where."""
    try:
        found = fields.explained(json.loads(raw.decode(encoding), parse_float=Decimal), "line")
    except UnicodeDecodeError:
        found = Problem(f"The line is not valid {encoding.upper()}.", "Save the file as UTF-8.")
    except RecursionError:
        found = Problem("The line is nested too deeply.", "Write one flat JSON object a line.")
    except ValueError as error:
        found = Problem(f"The line is not valid JSON: {error}.", ADVICE)
    return (None, found) if isinstance(found, Problem) else (found, None)


def as_text(value: Any) -> str | None:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return None
        case int() | float() | Decimal():
            return str(value)
        case list() if all(isinstance(part, str) for part in value):
            return ", ".join(value)
        case _:
            return None
