"""The day on which a claim was made, from the reporting clause or from the same speaker's words just before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from claims.extraction.attributions import Attribution
from claims.extraction.dates import Timex, day_span
from claims.extraction.types import SaidOn, Speaker

LEAD = 300
PAST = re.compile(r"(?:ed|said|told|wrote|spoke)\b")
INHERITED_PARAGRAPHS = 4
"""How many paragraphs further a speaker's day still holds."""


def days_of(
    text: str, attributions: Sequence[Attribution], speakers: Sequence[Speaker | None], dates: Sequence[Timex]
) -> list[SaidOn | None]:
    """One day or None per attribution, in their order."""
    outside = _outside(dates, [span for item in attributions for span in item.content])
    starts = [date.start for date in outside]
    lead = _lead_day(text, outside)
    found: list[SaidOn | None] = []
    last: dict[str, tuple[int, SaidOn]] = {}
    for item, speaker in zip(attributions, speakers, strict=True):
        own = _in_clause(text, item, outside[slice(*_window(starts, item))])
        key = _key(speaker)
        if own is None and key in last and item.paragraph - last[key][0] <= INHERITED_PARAGRAPHS:
            own = last[key][1]
        if own is None and item.cue and PAST.search(text[item.cue[0][0] : item.cue[-1][1]]):
            own = lead
        found.append(own)
        if own is not None and key:
            last[key] = (item.paragraph, own)
    return found


def _outside(dates: Sequence[Timex], contents: list[tuple[int, int]]) -> list[Timex]:
    """The dates that stand in no content."""
    kept: list[Timex] = []
    spans = iter(sorted(contents))
    reach = -1
    span = next(spans, None)
    for date in dates:
        while span is not None and span[0] <= date.start:
            reach = max(reach, span[1])
            span = next(spans, None)
        if date.start >= reach:
            kept.append(date)
    return kept


def _window(starts: list[int], item: Attribution) -> tuple[int, int]:
    return bisect_left(starts, item.sentence.start), bisect_left(starts, item.sentence.end)


def _in_clause(text: str, item: Attribution, dates: Sequence[Timex]) -> SaidOn | None:
    anchor = item.cue[0][0] if item.cue else item.content[0][0]
    near: list[tuple[int, SaidOn]] = []
    for date in dates:
        if date.type not in ("DATE", "TIME"):
            continue
        days = day_span(date.value)
        if days is not None and (days[1] - days[0]).days <= 31:
            said = text[date.start : date.end]
            near.append(
                (abs(date.start - anchor), {"start": days[0].isoformat(), "end": days[1].isoformat(), "text": said})
            )
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _lead_day(text: str, dates: Sequence[Timex]) -> SaidOn | None:
    """The day of the news, when the opening names one: what is told in the past tense was said then."""
    for date in dates:
        if date.start > LEAD:
            break
        days = day_span(date.value) if date.type in ("DATE", "TIME") else None
        if days is not None and days[0] == days[1]:
            said = text[date.start : date.end]
            return {"start": days[0].isoformat(), "end": days[1].isoformat(), "text": said}
    return None


def _key(speaker: Speaker | None) -> str:
    return (speaker.get("name") or speaker.get("description") or "") if speaker else ""
