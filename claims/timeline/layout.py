"""The whole picture of a story: one axis, its events in rows, its claims in lanes. Pure; pixels, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.timeline.dots import Cluster, Said, cluster
from claims.timeline.events import Dated, EventMark, place_events
from claims.timeline.scale import Scale, make_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

__all__ = ["Aim", "Lane", "Picture", "Thread", "lay_out"]

WIDTH = 960.0
AXIS, EVENT_ROW, EVENTS_BELOW, LANE, BOTTOM = 40, 22, 10, 40, 18
"""Heights; static/css/story.css gives the names beside the picture the same ones."""
MOST_THREADS = 6


@dataclass(frozen=True, slots=True)
class Aim:
    """What a claim is about: an event by its key, or days of its own."""

    event: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Thread:
    """A line from a mark to what it is about: up to an event, or along its lane to a day."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    cluster: Cluster
    threads: tuple[Thread, ...]


@dataclass(frozen=True, slots=True)
class Lane:
    key: str
    y: float
    count: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    scale: Scale
    events: tuple[EventMark, ...]
    lanes: tuple[Lane, ...]
    today: float | None

    @property
    def rows(self) -> int:
        return max((mark.row for mark in self.events), default=-1) + 1

    @property
    def lanes_top(self) -> int:
        return AXIS + self.rows * EVENT_ROW + EVENTS_BELOW

    @property
    def height(self) -> int:
        return self.lanes_top + LANE * len(self.lanes) + BOTTOM

    @property
    def width(self) -> float:
        return self.scale.width

    def event_y(self, mark: EventMark) -> float:
        return AXIS + (mark.row + 0.5) * EVENT_ROW + EVENTS_BELOW / 2


def lay_out(
    events: Sequence[Dated],
    lanes: Mapping[str, Iterable[Said]],
    aims: Mapping[int, Iterable[Aim]] | None = None,
    today: date | None = None,
    width: float = WIDTH,
) -> Picture | None:
    """None where nothing has a date. Claims' own dates that lie outside of the axis are left out."""
    members = {key: list(said) for key, said in lanes.items()}
    days = [day for event in events for day in event.ends]
    scale = make_scale([*days, *(one.day for said in members.values() for one in said)], width)
    if scale is None:
        return None
    marks = place_events(events, scale)
    picture = Picture(scale, tuple(marks), (), scale.middle(today) if today and scale.holds(today) else None)
    at = {mark.event.key: Thread(mark.target, picture.event_y(mark)) for mark in marks}
    drawn = []
    for number, (key, said) in enumerate(members.items()):
        y = picture.lanes_top + (number + 0.5) * LANE
        marked = [Mark(one, _threads(one, aims or {}, at, scale, y)) for one in cluster(said, scale)]
        drawn.append(Lane(key, y, len(said), tuple(marked)))
    return Picture(picture.scale, picture.events, tuple(drawn), picture.today)


def _threads(
    one: Cluster, aims: Mapping[int, Iterable[Aim]], events: Mapping[int, Thread], scale: Scale, y: float
) -> tuple[Thread, ...]:
    found: dict[Thread, None] = {}
    for claim in one.claims:
        for aim in aims.get(claim, ()):
            if aim.event is not None and aim.event in events:
                found[events[aim.event]] = None
            elif aim.day and scale.holds(aim.day):
                found[Thread(round(scale.middle(aim.day), 1), y)] = None
    return tuple(thread for thread in found if abs(thread.x - one.x) > 1 or thread.y != y)[:MOST_THREADS]
