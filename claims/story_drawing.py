"""The picture of a story's timeline with the words and addresses that a template needs to draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from claims.colours import COLOURS, NOBODY
from claims.timeline import OTHERS, UNNAMED
from claims.written_dates import write_days, write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from claims.models import Event
    from claims.story_timeline import StoryTimeline
    from claims.timeline.dots import Cluster
    from claims.timeline.events import EventMark
    from claims.timeline.layout import Mark

__all__ = ["Drawing", "Line", "draw", "lane_colours"]


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    mark: EventMark
    y: float
    event: Event
    count: int

    @property
    def words(self) -> str:
        claims = f", {self.count} claim{'' if self.count == 1 else 's'}" if self.count else ""
        return f"{self.event.title}, {write_edtf(self.event.edtf)}{claims}"


@dataclass(frozen=True, slots=True)
class DrawnMark:
    mark: Mark
    y: float
    words: str
    href: str

    @property
    def cluster(self) -> Cluster:
        return self.mark.cluster

    @property
    def threads(self) -> list[str]:
        """SVG paths: along the lane, or up to an event."""
        x, y = round(self.cluster.x, 1), self.y
        return [f"M{x} {y}L{round(thread.x, 1)} {thread.y}" for thread in self.mark.threads]

    @property
    def ends(self) -> list[tuple[float, float]]:
        return [(round(thread.x, 1), thread.y) for thread in self.mark.threads]


@dataclass(frozen=True, slots=True)
class DrawnLane:
    key: str
    name: str
    url: str
    colour: str
    y: float
    count: int
    href: str
    marks: list[DrawnMark]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: an event, or claims of one lane."""

    day: date
    when: str
    who: str
    what: str
    state: str
    href: str
    event: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    timeline: StoryTimeline
    events: list[DrawnEvent]
    lanes: list[DrawnLane]

    @property
    def table(self) -> list[Line]:
        """Everything that the picture shows, oldest first."""
        return sorted([*self._event_lines(), *self._claim_lines()], key=lambda line: (line.day, not line.event))

    def _event_lines(self) -> Iterator[Line]:
        for one in self.events:
            day = min(one.mark.event.ends)
            href = f"#event-{one.event.pk}"
            yield Line(day, write_edtf(one.event.edtf), "", one.event.title, one.event.get_state_display(), href, True)

    def _claim_lines(self) -> Iterator[Line]:
        for lane in self.lanes:
            for one in lane.marks:
                cluster = one.cluster
                if cluster.count == 1:
                    who, what = self.timeline.words[cluster.claims[0]]
                    state = self.timeline.claims[cluster.claims[0]].state
                else:
                    who, what = lane.name, f"{cluster.count} claims"
                    state = f"{cluster.confirmed} confirmed" if cluster.confirmed else "proposed"
                yield Line(cluster.first, write_days(cluster.first, cluster.last), who, what, state, one.href, False)


def draw(timeline: StoryTimeline, kept: dict[str, str]) -> Drawing | None:
    """None where nothing has a date. `kept` are the parameters that the links to claims carry along."""
    picture = timeline.picture
    if picture is None:
        return None
    events = {event.pk: event for event in timeline.events}
    colours = lane_colours(timeline)
    lanes = []
    for lane in picture.lanes:
        name = timeline.lane_name(lane.key)
        actor = timeline.actors.get(lane.key)
        marks = [_drawn(timeline, lane.key, name, lane.y, mark, kept) for mark in lane.marks]
        url = actor.get_absolute_url() if actor else ""
        count = len(timeline.lanes[lane.key])
        lanes.append(DrawnLane(lane.key, name, url, colours[lane.key], lane.y, count, _to(kept, lane.key), marks))
    drawn = [
        DrawnEvent(mark, picture.event_y(mark), events[mark.event.key], timeline.counted(events[mark.event.key]))
        for mark in picture.events
    ]
    return Drawing(timeline, drawn, lanes)


def lane_colours(timeline: StoryTimeline) -> dict[str, str]:
    named = [key for key in timeline.lanes if key not in (OTHERS, UNNAMED)]
    return {OTHERS: NOBODY, UNNAMED: NOBODY} | {
        key: f"speaker-{number % COLOURS + 1}" for number, key in enumerate(named)
    }


def _drawn(timeline: StoryTimeline, lane: str, name: str, y: float, mark: Mark, kept: dict[str, str]) -> DrawnMark:
    cluster = mark.cluster
    when = write_days(cluster.first, cluster.last)
    if cluster.count == 1:
        claim = cluster.claims[0]
        who, what = timeline.words[claim]
        return DrawnMark(mark, y, f"{who}, {when}, {timeline.claims[claim].state}: {what}", f"/claims/{claim}/")
    state = f"{cluster.confirmed} of them confirmed" if cluster.confirmed else "none of them confirmed"
    href = _to(kept, lane, since=str(cluster.first), until=str(cluster.last))
    return DrawnMark(mark, y, f"{name}, {when}: {cluster.count} claims, {state}", href)


def _to(kept: dict[str, str], lane: str, **days: str) -> str:
    return f"?{urlencode({**kept, 'lane': lane, **days})}#claims"
