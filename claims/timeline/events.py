"""Where the events of a story stand in the picture: certain ones as points, uncertain ones as bands. Pure."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from claims.timeline.scale import Scale

__all__ = ["Dated", "EventMark", "place_events"]

MOST_ROWS = 8
FADE = 110.0
LEAST_BAND = 6.0
GAP = 6.0
BETWEEN = 14.0
CHARACTER = 6.5
LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Dated:
    """An event and the days that it may mean, both included; None is open."""

    key: int
    title: str
    first: date | None
    last: date | None
    proposed: bool = False

    @property
    def certain(self) -> bool:
        return self.first is not None and self.first == self.last

    @property
    def ends(self) -> list[date]:
        return [day for day in (self.first, self.last) if day]


@dataclass(frozen=True, slots=True)
class EventMark:
    event: Dated
    left: float
    right: float
    row: int
    label: str
    label_x: float
    anchor: Literal["start", "end"]

    @property
    def shape(self) -> str:
        """point, band, or a band that fades where its interval is open: fade-left, fade-right."""
        if self.event.certain:
            return "point"
        return "fade-left" if self.event.first is None else "fade-right" if self.event.last is None else "band"

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    @property
    def target(self) -> float:
        """Where a line from a claim ends: for “by the end of 2026” that is the end."""
        return {"fade-left": self.right, "fade-right": self.left}.get(self.shape, self.middle)

    @property
    def width(self) -> float:
        return self.right - self.left


def place_events(events: Iterable[Dated], scale: Scale) -> list[EventMark]:
    """Each event of the scale's days in the first row where neither its mark nor its label touches another.

    After eight rows a mark stands without its label: the list under the picture names it.
    """
    shown = (event for event in events if event.ends and _touches(event, scale))
    ordered = sorted(shown, key=lambda event: (min(event.ends), event.key))
    rows: list[list[tuple[float, float]]] = []
    marks = []
    for event in ordered:
        left, right = _extent(event, scale)
        label = event.title if len(event.title) <= LONGEST_LABEL else f"{event.title[: LONGEST_LABEL - 1].rstrip()}…"
        space = label_width(label)
        after = right + GAP + space <= scale.width or left - GAP - space < 0
        box = (left, right + GAP + space) if after else (left - GAP - space, right)
        row = _free_row(rows, box)
        if row is None:
            marks.append(EventMark(event, left, right, MOST_ROWS - 1, "", right, "start"))
            continue
        marks.append(
            EventMark(event, left, right, row, label, right + GAP if after else left - GAP, "start" if after else "end")
        )
    return marks


def label_width(label: str) -> float:
    """A generous estimate in pixels at 12 px."""
    return sum(CHARACTER * (2 if unicodedata.east_asian_width(character) in "WF" else 1) for character in label)


def _touches(event: Dated, scale: Scale) -> bool:
    """One with an open end stands at the other, whatever it may reach over."""
    return min(event.ends) < scale.after and max(event.ends) >= scale.first


def _extent(event: Dated, scale: Scale) -> tuple[float, float]:
    if event.first is None and event.last:
        right = scale.x(event.last + timedelta(1))
        return max(0.0, right - FADE), right
    if event.last is None and event.first:
        left = scale.x(event.first)
        return left, min(scale.width, left + FADE)
    if event.first is None or event.last is None:
        raise ValueError("an event without any day has no place")
    if event.certain:
        return scale.middle(event.first), scale.middle(event.first)
    left, right = scale.x(event.first), scale.x(event.last + timedelta(1))
    return (left, right) if right - left >= LEAST_BAND else (left, left + LEAST_BAND)


def _free_row(rows: list[list[tuple[float, float]]], box: tuple[float, float]) -> int | None:
    for number, taken in enumerate(rows):
        if _fits(taken, box):
            taken.append(box)
            return number
    if len(rows) == MOST_ROWS:
        return None
    rows.append([box])
    return len(rows) - 1


def _fits(taken: Sequence[tuple[float, float]], box: tuple[float, float]) -> bool:
    return all(box[1] + BETWEEN <= left or right + BETWEEN <= box[0] for left, right in taken)
