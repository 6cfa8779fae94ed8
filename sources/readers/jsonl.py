"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sources.readers.records import LARGEST_ROW, Problem, Row, columns, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sources.readers.lines import Line


def read_jsonl(lines: Iterable[Line], mapping: dict[str, str]) -> Iterator[Row]:
    number = 0
    for line in lines:
        if not line.text.strip():
            continue
        number += 1
        found = parsed(line, mapping)
        raw = excerpt(line.text.rstrip())
        if isinstance(found, Problem):
            yield Row(number, line.number, problem=found, excerpt=raw)
        else:
            yield Row(number, line.number, record=found, excerpt=raw)


def parsed(line: Line, mapping: dict[str, str]) -> dict[str, str] | Problem:
    if line.overlong:
        return Problem(f"The line is longer than {LARGEST_ROW // 1_000_000} MB.", "Is a line break missing?")
    if line.undecodable:
        return Problem("The line is not valid UTF-8.", "Save the file as UTF-8.")
    try:
        value = json.loads(line.text)
    except RecursionError:
        return Problem("The line is nested too deeply.", "Write one flat JSON object a line.")
    except ValueError as error:
        return Problem(f"The line is not valid JSON: {error}.", "Write one JSON object a line.")
    if not isinstance(value, dict):
        return Problem("The line is JSON, but not an object.", 'Write {"text": "…", "url": "…"}.')
    record = {}
    for field, name in columns(list(value), mapping).items():
        text = as_text(value[name])
        if text is None:
            return Problem(f"“{name}” is neither text nor number.", f"Write “{name}” as a text in quotation marks.")
        record[field] = text
    return record


def as_text(value: Any) -> str | None:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return None
        case int() | float():
            return str(value)
        case list() if all(isinstance(part, str) for part in value):
            return ", ".join(value)
        case _:
            return None
