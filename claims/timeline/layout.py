"""The whole picture of a story: one axis, its events in rows, its claims in lanes. Pure; pixels, y downwards."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claims.timeline.dots import Cluster, cluster
from claims.timeline.events import Dated, EventMark, place_events
from claims.timeline.scale import Scale, make_scale, window_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from claims.timeline.dots import Aim, Said
    from claims.timeline.window import Window

__all__ = ["Lane", "Picture", "Thread", "lay_out"]

WIDTH = 960.0
AXIS, EVENT_ROW, EVENTS_BELOW, LANE, BOTTOM = 48, 22, 10, 40, 18
"""Heights; static/css/story.css gives the names beside the picture the same ones."""
MOST_THREADS = 6


class Thread(NamedTuple):
    """A line from a mark to what it is about: up to an event, along its lane to a day, or out of the picture."""

    x: float
    y: float
    beyond: bool = False
    """What it is about lies farther on."""


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
    today: date | None = None,
    width: float = WIDTH,
    window: Window | None = None,
) -> Picture | None:
    """The days of a window, or all that have something; None where nothing has a date."""
    members = {key: list(said) for key, said in lanes.items()}
    if window:
        scale: Scale | None = window_scale(window.first, window.last, width)
    else:
        days = {day for event in events for day in event.ends}
        days.update(day for said in members.values() for one in said for day in (one.day, one.last) if day)
        scale = make_scale(days, width)
    if scale is None:
        return None
    marks = place_events(events, scale)
    picture = Picture(scale, tuple(marks), (), scale.middle(today) if today and scale.holds(today) else None)
    at = {mark.event.key: Thread(mark.target, picture.event_y(mark)) for mark in marks}
    outside = {event.key: _pointed_at(event) for event in events if event.key not in at and event.ends}
    drawn = []
    for number, (key, said) in enumerate(members.items()):
        y = picture.lanes_top + (number + 0.5) * LANE
        shown = [one for one in said if scale.holds(one.day)] if window else said
        leads = _leads(at, outside, scale, y)
        marked = [Mark(one, _threads(one, leads, y)) for one in cluster(shown, scale)]
        drawn.append(Lane(key, y, sum(mark.cluster.count for mark in marked), tuple(marked)))
    return Picture(picture.scale, picture.events, tuple(drawn), picture.today)


def _leads(
    events: Mapping[int, Thread], outside: Mapping[int, date], scale: Scale, y: float
) -> Callable[[Aim], Thread | None]:
    """Where a line leads, from a lane at `y` to what a claim is about; None is nowhere."""

    @cache
    def lead(aim: Aim) -> Thread | None:
        if aim.event and aim.event in events:
            return events[aim.event]
        day = aim.day or outside.get(aim.event or 0)
        if day is None:
            return None
        beyond = not scale.holds(day)
        return Thread(scale.x(day) if beyond else round(scale.middle(day), 1), y, beyond)

    return lead


def _threads(one: Cluster, leads: Callable[[Aim], Thread | None], y: float) -> tuple[Thread, ...]:
    """To the things that most of the cluster's claims are about."""
    found: Counter[Thread] = Counter()
    for aim, number in one.aims.items():
        if thread := leads(aim):
            found[thread] += number
    there = [thread for thread, _ in found.most_common() if abs(thread.x - one.x) > 1 or thread.y != y]
    return tuple(there[:MOST_THREADS])


def _pointed_at(event: Dated) -> date:
    """The closed end of an open interval, else its middle."""
    first, last = min(event.ends), max(event.ends)
    return first + (last - first) / 2
