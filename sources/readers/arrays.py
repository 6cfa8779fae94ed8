"""JSON that is not by lines: an array of objects, an object that holds one, or objects one after the other."""

from __future__ import annotations

import codecs
import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

import ijson  # type: ignore[import-untyped]
from ijson.common import ObjectBuilder  # type: ignore[import-untyped]

from sources.readers.encodings import transcoded
from sources.readers.jsonl import Fields
from sources.readers.jsonl import looks_like as by_lines
from sources.readers.records import LARGEST_ROW, RAW, Problem, Row, Rows, UnreadableError, columns, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sources.readers.opening import Opened
    from sources.readers.records import Options, Place

ARRAY = re.compile(r"\s*\[\s*(\{|\]|$)")
OBJECT = re.compile(r"\s*\{\s*(\"|\})")
BY_LINES = ("jsonl", "ndjson", "jsonl.gz", "ndjson.gz")
ITEM = "[]"
DEEPEST = 100
PIECE = 1 << 19  # bytes; the parser looks at an open string again from its beginning with each
MOST_EVENTS = 100_000  # of the parser, within which the articles have to begin
UNDECODABLE = "\U0010ffff"  # no character: stands for bytes that are none
ADVICE = "Mend the file there; what comes after it could not be read."

codecs.register_error("sources.undecodable", lambda error: (UNDECODABLE, getattr(error, "end", 0)))


class TooLargeError(Exception):
    """One object goes on and on."""


def looks_like(sample: str, name: str) -> bool:
    if ARRAY.match(sample):
        return True
    return bool(OBJECT.match(sample)) and not by_lines(sample, name) and not name.lower().endswith(BY_LINES)


def read_json(opened: Opened, options: Options, place: Place | None) -> Rows:
    encoding = opened.encoding
    try:
        path = articles_at(stream_of(opened, encoding), options.mapping)
    except (ijson.JSONError, TooDeepError, TooLargeError) as error:
        raise UnreadableError(
            f"The file looks like JSON, but breaks at once: {said(error)}.", "Save or download it again."
        ) from error
    return Rows(rows_of(stream_of(opened, encoding), path, Fields(options.mapping)))


class TooDeepError(Exception):
    """Brackets in brackets in brackets: to say where each stands would take for ever."""


class Guarded:
    """A stream that gives no more than an article can have until `begin` is called again."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.given, self.begun = stream, 0, 0

    def read(self, size: int) -> bytes:
        if self.given - self.begun > LARGEST_ROW:
            raise TooLargeError
        data = self.stream.read(size)
        self.given += len(data)
        return data

    def begin(self) -> None:
        self.begun = self.given


def stream_of(opened: Opened, encoding: str) -> Guarded:
    return Guarded(transcoded(opened.stream, encoding, opened.text_start(), "sources.undecodable"))


def events(stream: Guarded) -> Iterator[tuple[list[str], str, Any]]:
    """(where a value stands, the parser's event, its value): the path is the keys that lead there, ITEM in an array."""
    path: list[str] = []
    for event, value in ijson.basic_parse(stream, multiple_values=True, buf_size=PIECE):
        if event in ("end_map", "end_array"):
            path.pop()
        yield path, event, value
        if event in ("start_map", "start_array"):
            path.append("" if event == "start_map" else ITEM)
            if len(path) > DEEPEST:
                raise TooDeepError
        elif event == "map_key":
            path[-1] = value


def articles_at(stream: Guarded, mapping: dict[str, str]) -> list[str]:
    """The path of the first array of objects of which the first has a text or an address; [] where the outermost
    object is itself an article."""
    names: dict[tuple[str, ...], list[str]] = {}
    first: list[str] = []
    for count, (path, event, value) in enumerate(events(stream)):
        if event == "start_map" and (path == [ITEM] or count > MOST_EVENTS):
            return path if path == [ITEM] else first
        if event == "start_map" and (not path or path[-1] == ITEM):
            names.setdefault(tuple(path), [])
            first = first or list(path)
        elif event == "map_key" and tuple(path[:-1]) in names:
            names[tuple(path[:-1])].append(value)
        elif event == "end_map" and tuple(path) in names:
            if {"text", "url"} & columns(names.pop(tuple(path)), mapping).keys():
                return list(path)
            if not path:
                break
    return first


def values_at(stream: Guarded, wanted: list[str]) -> Iterator[Any]:
    builder: ObjectBuilder | None = None
    for path, event, value in events(stream):
        if builder is not None:
            builder.event(event, value)
            if event not in ("end_map", "end_array") or path != wanted:
                continue
        elif path == wanted and event in ("start_map", "start_array"):
            builder = ObjectBuilder()
            builder.event(event, value)
            continue
        elif path != wanted or event in ("map_key", "end_map", "end_array"):
            continue
        yield builder.value if builder else value
        builder = None


def rows_of(stream: Guarded, path: list[str], fields: Fields) -> Iterator[Row]:
    number = 0
    try:
        for value in values_at(stream, path):
            stream.begin()
            number += 1
            yield row_of(number, value, fields)
    except TooLargeError:
        reason = f"Object {number + 1} is longer than {LARGEST_ROW // 1_000_000} MB."
        yield Row(number + 1, None, problem=Problem(reason, ADVICE))
    except (ijson.JSONError, TooDeepError) as error:
        after = f"after object {number}" if number else "at its beginning"
        reason = f"The JSON breaks {after}, near byte {stream.given}: {said(error)}."
        yield Row(number + 1, None, problem=Problem(reason, ADVICE))


def row_of(number: int, value: Any, fields: Fields) -> Row:
    raw = json.dumps(value, ensure_ascii=False, default=number_as_it_stands)
    found = fields.explained(value, "value")
    if isinstance(found, dict) and any(UNDECODABLE in text for text in found.values()):
        found = Problem("The object is not valid UTF-8.", "Save the file as UTF-8.")
        raw = raw.replace(UNDECODABLE, "\ufffd")
    if isinstance(found, Problem):
        return Row(number, None, problem=found, excerpt=excerpt(raw), raw=raw[:RAW])
    return Row(number, None, found, excerpt=excerpt(raw), raw=raw[:RAW])


def number_as_it_stands(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def said(error: Exception) -> str:
    if isinstance(error, TooDeepError):
        return "it is nested too deeply"
    if isinstance(error, TooLargeError):
        return f"its first object is longer than {LARGEST_ROW // 1_000_000} MB"
    return str(error).removeprefix("b'").split("\n")[0].split("\\n")[0].rstrip(".")
