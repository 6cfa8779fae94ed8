"""What stands between two lines of --- at the beginning of a text: YAML with title, date, author."""

from __future__ import annotations

import re
from typing import Any

import yaml

from sources.readers.records import Problem, columns

LARGEST = 64_000  # characters
OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n")
CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
ADVICE = "Write one “name: value” a line between the two lines of ---."


class Scalars(yaml.BaseLoader):
    """Every value stays the text that it is; nothing refers to anything else, so that nothing can grow."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise yaml.YAMLError("it uses anchors")
        return super().compose_node(parent, index)


def front_matter(text: str, mapping: dict[str, str]) -> tuple[dict[str, str], str] | Problem:
    """The fields that are known, and the text after it. A text that begins with a line of --- alone has none."""
    opening = OPENING.match(text)
    closing = CLOSING.search(text, opening.end(), opening.end() + LARGEST) if opening else None
    if not opening or not closing:
        return {}, text
    try:
        found = yaml.load(text[opening.end() : closing.start()], Loader=Scalars)  # noqa: S506 (makes texts only)
    except RecursionError:
        return Problem("The front matter is nested too deeply.", ADVICE)
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 2}" if error.problem_mark else ""
        return Problem(f"The front matter is not valid YAML{line}.", ADVICE)
    except (yaml.YAMLError, ValueError) as error:
        return Problem(f"The front matter cannot be read: {error}.", ADVICE)
    if not isinstance(found, dict):
        return {}, text
    return fields(found, mapping), text[closing.end() :].lstrip("\r\n")


def fields(found: dict[Any, Any], mapping: dict[str, str]) -> dict[str, str]:
    record = {}
    for field, name in columns([name for name in found if isinstance(name, str)], mapping).items():
        if field != "text" and (value := as_text(found[name])):
            record[field] = value
    return record


def as_text(value: Any) -> str:
    """A text, or several; what is neither says nothing."""
    match value:
        case str():
            return "" if value.strip() in ("", "~", "null") else value.strip()
        case list():
            return ", ".join(part.strip() for part in value if isinstance(part, str) and part.strip())
        case _:
            return ""
