"""The marks of a form: offsets, as the script sends them, or the words themselves, one piece on a line."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.marking.locate import line_of, locate
from claims.services.refusals import Refused
from claims.services.spans import Marked

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ROLES", "Sent", "marks_of", "marks_sent", "written"]

ROLES = ("content", "source", "cue")


@dataclass(frozen=True)
class Sent:
    marked: Marked
    lines: dict[str, str]
    """By role, what the form shows as text: what was typed, found or not."""
    faults: list[str]


def written(marked: Marked, text: str) -> dict[str, str]:
    """By role, its pieces one on a line."""
    return {role: "\n".join(line_of(text[start:end]) for start, end in getattr(marked, role)) for role in ROLES}


def marks_sent(values: Mapping[str, Any], text: str, old: Marked) -> Sent:
    """`values`: `marked`, the offsets as JSON, else `content`, `source` and `cue`, to be found where `old` stood."""
    if values["marked"]:
        try:
            marked = marks_of(values["marked"])
        except Refused as refused:
            return Sent(old, {role: values[role] for role in ROLES}, [str(refused)])
        return Sent(marked, written(marked, text), [])
    lines = {role: values[role] for role in ROLES}
    content, faults = locate(text, lines["content"], "content", old.content, [])
    near = old.content or content
    source, of_source = locate(text, lines["source"], "source", old.source, near)
    cue, of_cue = locate(text, lines["cue"], "cue", old.cue, near)
    return Sent(Marked(content, source, cue), lines, [*faults, *of_source, *of_cue])


def marks_of(raw: str) -> Marked:
    """Raises Refused for whatever is not three lists of pairs of whole numbers."""
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refused(UNREADABLE)
    return Marked(**{role: _spans(found.get(role, [])) for role in ROLES})


def _spans(found: object) -> list[list[int]]:
    if not isinstance(found, list) or not all(isinstance(span, list) and len(span) == 2 for span in found):
        raise Refused(UNREADABLE)
    if not all(type(place) is int for span in found for place in span):
        raise Refused(UNREADABLE)
    return found


UNREADABLE = "The marks cannot be read: they are no lists of places in the text. Mark the words again."
