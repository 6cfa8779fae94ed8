"""The day on which a claim was made, from the reporting clause or from the same speaker's words just before."""

from __future__ import annotations

from collections.abc import Sequence

from claims.extraction.attributions import Attribution
from claims.extraction.dates import Timex, day_span
from claims.extraction.types import SaidOn, Speaker

INHERITED_PARAGRAPHS = 4
"""How many paragraphs further a speaker's day still holds."""


def days_of(
    text: str, attributions: Sequence[Attribution], speakers: Sequence[Speaker | None], dates: Sequence[Timex]
) -> list[SaidOn | None]:
    """One day or None per attribution, in their order."""
    contents = [span for item in attributions for span in item.content]
    outside = [date for date in dates if not any(start <= date.start < end for start, end in contents)]
    found: list[SaidOn | None] = []
    last: dict[str, tuple[int, SaidOn]] = {}
    for item, speaker in zip(attributions, speakers, strict=True):
        own = _in_clause(text, item, outside)
        key = _key(speaker)
        if own is None and key in last and item.paragraph - last[key][0] <= INHERITED_PARAGRAPHS:
            own = last[key][1]
        found.append(own)
        if own is not None and key:
            last[key] = (item.paragraph, own)
    return found


def _in_clause(text: str, item: Attribution, dates: Sequence[Timex]) -> SaidOn | None:
    anchor = item.cue[0][0] if item.cue else item.content[0][0]
    near: list[tuple[int, SaidOn]] = []
    for date in dates:
        if not item.sentence.start <= date.start < item.sentence.end or date.type not in ("DATE", "TIME"):
            continue
        days = day_span(date.value)
        if days is not None and (days[1] - days[0]).days <= 31:
            said = text[date.start : date.end]
            near.append(
                (abs(date.start - anchor), {"start": days[0].isoformat(), "end": days[1].isoformat(), "text": said})
            )
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _key(speaker: Speaker | None) -> str:
    return (speaker.get("name") or speaker.get("description") or "") if speaker else ""
