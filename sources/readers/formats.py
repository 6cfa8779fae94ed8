"""Which format a text is, by what is in it; the name only settles what the content leaves open."""

from __future__ import annotations

import json
import re

from sources.readers.records import UnreadableError
from sources.readers.tables import guess_table

FORMATS = {"text": "plain text", "jsonl": "JSON Lines", "csv": "CSV"}
ENDINGS = {"jsonl": "jsonl", "ndjson": "jsonl", "csv": "csv", "tsv": "csv"}
ARRAY = re.compile(r"\s*\[\s*(\{|\])")
OBJECT = re.compile(r"\s*\{\s*(\"|\})")


def recognise(sample: str, name: str) -> str:
    """ "text", "jsonl" or "csv" for the beginning of a file. Raises UnreadableError for JSON that is not by lines."""
    ending = name.lower().removesuffix(".gz").rpartition(".")[2]
    first = [line for line in sample.splitlines() if line.strip()][:20]
    if any(is_object(line) for line in first):
        return "jsonl"
    if ARRAY.match(sample) or (OBJECT.match(sample) and ending not in ("jsonl", "ndjson")):
        raise UnreadableError(
            "The file is JSON, but not one object a line.",
            "Write one article a line (JSON Lines), without brackets around.",
        )
    if ending in ENDINGS:
        return ENDINGS[ending]
    return "csv" if guess_table(sample) else "text"


def is_object(line: str) -> bool:
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
