"""Small conversions between what the engine says, what people write, and what the tables hold."""

from __future__ import annotations

import datetime as dt

from django.db.backends.postgresql.psycopg_any import DateRange

from claims.extraction.edtf import DayRange, day_range

__all__ = ["days_of", "days_of_edtf", "texts_of"]

type Spans = list[list[int]]


def texts_of(text: str, content: Spans, source: Spans, cue: Spans) -> tuple[str, str, str]:
    """The words of content, source and cue, pieces joined by “ … ”."""
    joined = [" … ".join(text[start:end] for start, end in spans) for spans in (content, source, cue)]
    return joined[0], joined[1], joined[2]


def days_of(span: DayRange) -> DateRange:
    """Both ends included in `span`; the range excludes its upper end, as PostgreSQL has it."""
    first, last = span
    return DateRange(first, last + dt.timedelta(1) if last else None)


def days_of_edtf(edtf: str) -> DateRange:
    """The days that an EDTF expression may mean. Raises ValueError for what is none."""
    span = day_range(edtf)
    if span is None or (span[0] and span[1] and span[0] > span[1]):
        raise ValueError(f"“{edtf}” is no date in EDTF; write for example 2024-09-27, 2024-09 or ../2026-12-31.")
    return days_of(span)
