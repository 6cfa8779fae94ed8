"""Dates as people write them, understood as EDTF: “late September 2024”, “by the end of 2026”, “16 Sep 2024”."""

from __future__ import annotations

import re

from claims.extraction.dates import find_dates
from claims.extraction.edtf import day_range, edtf_of, said_phrase
from claims.services.refusals import Refused

__all__ = ["understand"]

_BETWEEN = re.compile(r"(?:between|from)\s+(?P<first>.+?)\s+(?:and|to|until|till)\s+(?P<last>.+)", re.IGNORECASE)
_RANGE = re.compile(r"(?P<first>.+?)\s*(?:[–—]|\s-\s|\bto\b|\buntil\b)\s*(?P<last>.+)", re.IGNORECASE)
_NO_EDTF = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_SHORT = [
    (re.compile(r"^(?:c\.|ca\.|~)\s*", re.IGNORECASE), "around "),
    (re.compile(r"^(?:not before|not earlier than)\b", re.IGNORECASE), "since"),
    (re.compile(r"^(?:not after|not later than)\b", re.IGNORECASE), "by"),
]
_EXAMPLES = "“16 Sep 2024”, “late September 2024”, “by the end of 2026”, “from May to July 2024”, or EDTF"


def understand(written: str, today: str | None = None) -> str:
    """EDTF. What is EDTF already stands as it is; relative expressions count from `today`, an ISO day.

    Raises Refused, with examples, for what is no date or several that make no range.
    """
    written = " ".join(written.split())
    if not written or len(written) > 200:
        raise Refused(f"Write a date: {_EXAMPLES}.")
    if day_range(written):
        return _whole(written, written)
    if _NO_EDTF.fullmatch(written):
        raise Refused(f"“{written}” is no day of any calendar.")
    for short, full in _SHORT:
        written = short.sub(full, written)
    single = _single(written, today)
    if single:
        return _whole(single, written)
    for pattern in (_BETWEEN, _RANGE):
        if (match := pattern.fullmatch(written)) and (interval := _interval(match["first"], match["last"], today)):
            return _whole(interval, written)
    raise Refused(f"“{written}” is not understood as a date; write for example {_EXAMPLES}.")


def _single(written: str, today: str | None) -> str | None:
    found = [one for one in find_dates(written, today) if one.type in ("DATE", "TIME")]
    if len(found) != 1:
        return None
    said = said_phrase(written, found[0].start, found[0].end)
    rest = (written[: found[0].end - len(said)] + written[found[0].end :]).strip(" .,")
    if rest.lower() not in ("", "on", "in", "at", "the"):
        return None
    return edtf_of(found[0].value, said)


def _interval(first: str, last: str, today: str | None) -> str | None:
    """ "3" to "5 May 2024", and "May" to "July 2024", share what only the end has."""
    end = _single(last, today)
    start = next((found for lead in _shared(first, last) if (found := _single(lead, today))), None)
    if not start or not end or not (spans := (day_range(start), day_range(end)))[0] or not spans[1]:
        return None
    (since, _), (_, until) = spans[0], spans[1]
    return f"{since}/{until}" if since and until else None


def _shared(first: str, last: str) -> list[str]:
    tail = last.split()
    longer = [f"{first} {' '.join(tail[cut:])}" for cut in range(1, len(tail))]
    return [*longer, first] if not re.search(r"\d{4}", first) else [first]


def _whole(edtf: str, written: str) -> str:
    span = day_range(edtf)
    if span is None or (span[0] and span[1] and span[0] > span[1]):
        raise Refused(f"“{written}” ends before it begins.")
    return edtf
