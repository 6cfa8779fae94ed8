"""The picture of a story's timeline with the words and addresses that a template needs to draw it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from textwrap import wrap
from typing import TYPE_CHECKING

from claims.colours import COLOURS, NOBODY
from claims.models.listing import UNDATED
from claims.story_marks import (
    DrawnEvent,
    DrawnMark,
    DrawnTick,
    Line,
    write_events,
    write_marks,
    write_rows,
    write_ticks,
)
from claims.timeline import OTHERS, UNNAMED, period
from claims.written_dates import write_day, write_days, write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.utils.safestring import SafeString

    from claims.story_asked import Asked
    from claims.story_timeline import StoryTimeline
    from claims.timeline import Aim, Picture
    from claims.timeline.dots import Cluster
    from claims.timeline.layout import Mark

__all__ = ["Drawing", "draw", "lane_colours"]

NAME_LINE = 27
PAPER = 1000
MOST_NAMED = 3
"""Things that a mark's words say it is about."""


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

    @property
    def linked_marks(self) -> SafeString:
        return write_marks(self.marks, alone=False)

    @property
    def plain_marks(self) -> SafeString:
        """For a file."""
        return write_marks(self.marks, alone=True)

    @property
    def name_lines(self) -> list[str]:
        """For a file, where nothing breaks lines."""
        return wrap(self.name, NAME_LINE, max_lines=2, placeholder=" …") or [self.name]


@dataclass(frozen=True, slots=True)
class Drawing:
    timeline: StoryTimeline
    picture: Picture
    events: list[DrawnEvent]
    lanes: list[DrawnLane]
    ticks: list[DrawnTick]

    @property
    def claims(self) -> int:
        """In the picture; a joint statement counts in each lane where claims are not read one by one."""
        one_by_one = sum(said.day > UNDATED for said in self.timeline.lanes.claims.values())
        return one_by_one or sum(lane.count for lane in self.lanes)

    @property
    def wide(self) -> bool:
        """Wider than a page of paper."""
        return self.picture.width > PAPER

    @property
    def scale(self) -> str:
        """For the browser, which turns pixels into days: first day, number of days, left and right of each stretch."""
        return " ".join(
            f"{one.first},{(one.after - one.first).days},{_short(one.left)},{_short(one.right)}"
            for one in self.picture.scale.stretches
        )

    @property
    def linked_events(self) -> SafeString:
        return write_events(self.events, self.picture.height, alone=False)

    @property
    def plain_events(self) -> SafeString:
        """For a file."""
        return write_events(self.events, self.picture.height, alone=True)

    @property
    def linked_ticks(self) -> SafeString:
        return write_ticks(self.ticks, self.picture.height, alone=False)

    @property
    def plain_ticks(self) -> SafeString:
        """For a file."""
        return write_ticks(self.ticks, self.picture.height, alone=True)

    @property
    def rows(self) -> SafeString:
        return write_rows(self.table)

    @property
    def table(self) -> list[Line]:
        """Everything that the picture shows, oldest first; claim by claim where the words of all were read."""
        lanes = self.timeline.lanes
        one_by_one = lanes.claims and set(lanes.claims) <= set(self.timeline.words)
        claims = self._claim_lines() if one_by_one else self._mark_lines()
        return sorted([*self._event_lines(), *claims], key=lambda line: (line.day, not line.event))

    def _event_lines(self) -> Iterator[Line]:
        for one in self.events:
            day = min(one.mark.event.ends)
            href, state = f"#event-{one.event.pk}", one.event.get_state_display()
            yield Line(day, write_edtf(one.event.edtf), "", one.event.title, "", state, href, event=True)

    def _claim_lines(self) -> Iterator[Line]:
        lanes = self.timeline.lanes
        for claim, said in lanes.claims.items():
            who, what = self.timeline.words[claim]
            day = said.day if said.day > UNDATED else None
            about = _about(self.timeline, Counter(said.aims)) if day else ""
            when = write_day(day) if day else "no date"
            who = who or "speaker unknown"
            yield Line(day or date.max, when, who, what, about, lanes.states[claim], f"/claims/{claim}/")

    def _mark_lines(self) -> Iterator[Line]:
        for lane in self.lanes:
            for one in lane.marks:
                cluster = one.cluster
                when = write_days(cluster.first, cluster.last)
                if cluster.claim:
                    who, what = self.timeline.words[cluster.claim]
                    who, state = who or lane.name, _state(self.timeline, cluster)
                else:
                    who, what = lane.name, f"{cluster.count:,} claims"
                    state = f"{cluster.confirmed:,} confirmed" if cluster.confirmed else "proposed"
                yield Line(cluster.first, when, who, what, _about(self.timeline, cluster.aims), state, one.href)


def draw(timeline: StoryTimeline, asked: Asked, counts: dict[int, int]) -> Drawing | None:
    """None where nothing has a date. `counts` are the claims of each event."""
    picture = timeline.picture
    if picture is None:
        return None
    events = {event.pk: event for event in timeline.events}
    colours = lane_colours(timeline)
    lanes = []
    for lane in picture.lanes:
        name = timeline.lane_name(lane.key)
        actor = timeline.lanes.actors.get(lane.key)
        claims = asked.list_of(lane.key)
        marks = [_drawn(timeline, claims, name, lane.y, mark) for mark in lane.marks]
        url = actor.get_absolute_url() if actor else ""
        lanes.append(DrawnLane(lane.key, name, url, colours[lane.key], lane.y, lane.count, f"{claims}#claims", marks))
    drawn = [
        DrawnEvent(mark, picture.event_y(mark), events[mark.event.key], counts.get(mark.event.key, 0))
        for mark in picture.events
    ]
    return Drawing(timeline, picture, drawn, lanes, list(_ticks(picture, asked)))


def lane_colours(timeline: StoryTimeline) -> dict[str, str]:
    named = [key for key in timeline.lanes.counts if key not in (OTHERS, UNNAMED)]
    return {OTHERS: NOBODY, UNNAMED: NOBODY} | {
        key: f"speaker-{number % COLOURS + 1}" for number, key in enumerate(named)
    }


def _drawn(timeline: StoryTimeline, claims: str, name: str, y: float, mark: Mark) -> DrawnMark:
    """`claims` is the address of the lane's list."""
    cluster = mark.cluster
    when = write_days(cluster.first, cluster.last)
    about = _about(timeline, cluster.aims)
    about = f" (about {about})" if about else ""
    if cluster.claim:
        who, what = timeline.words[cluster.claim]
        words = f"{_isolated(who or name)}, {when}, {_state(timeline, cluster)}: {what}{about}"
        href = f"/claims/{cluster.claim}/"
    else:
        state = f"{cluster.confirmed:,} of them confirmed" if cluster.confirmed else "none of them confirmed"
        doubtful = f", {cluster.doubtful:,} doubtful" if cluster.doubtful else ""
        words = f"{_isolated(name)}, {when}: {cluster.count:,} claims, {state}{doubtful}{about}"
        href = f"{claims}&since={cluster.first}&until={cluster.last}#claims"
    return DrawnMark(
        cluster,
        words,
        href,
        look="mark solid" if cluster.solid else "mark doubtful" if cluster.doubtful == cluster.count else "mark",
        x=_short(cluster.x),
        y=_short(y),
        radius=_short(cluster.radius),
        number=cluster.number,
        paths=_paths(mark, y),
        ends=[(_short(thread.x), _short(thread.y)) for thread in mark.threads if not thread.beyond],
    )


def _isolated(name: str) -> str:
    """Written from right to left, it turns the date behind it around, unless it is kept apart."""
    from_right = not name.isascii() and any(unicodedata.bidirectional(character) in ("R", "AL") for character in name)
    return f"\u2068{name}\u2069" if from_right else name


def _paths(mark: Mark, y: float) -> str:
    x = mark.cluster.x
    begins = f"M{_short(x)} {_short(y)}L"
    lines = []
    for thread in mark.threads:
        lines.append(f"{begins}{_short(thread.x)} {_short(thread.y)}")
        if thread.beyond:
            back = 5 if thread.x > x else -5
            lines.append(f"m{-back} -4l{back} 4l{-back} 4")
    return "".join(lines)


def _state(timeline: StoryTimeline, cluster: Cluster) -> str:
    if state := timeline.lanes.states.get(cluster.claim or 0):
        return state
    return "confirmed" if cluster.confirmed else "doubtful" if cluster.doubtful else "proposed"


def _about(timeline: StoryTimeline, aims: Counter[Aim]) -> str:
    """The events and days that most of them are about."""
    if not aims:
        return ""
    found: Counter[str] = Counter()
    for aim, number in aims.items():
        if name := timeline.titles.get(aim.event, "") if aim.event else aim.text and f"“{aim.text}”":
            found[name] += number
    named = [name for name, _ in found.most_common()]
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return "; ".join(named[:MOST_NAMED]) + more


def _ticks(picture: Picture, asked: Asked) -> Iterator[DrawnTick]:
    before = None
    for tick in picture.scale.ticks():
        window = period(tick.level, tick.day)
        href = asked.to(window) if tick.label and window != asked.window else ""
        yield DrawnTick(tick, href, write_days(window.first, window.last), again=window == before)
        before = window


@lru_cache(4096)  # lanes and events are pointed at again and again
def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
