"""What a story's picture has many of, written as markup: events, marks, ticks, the rows of the table.

A template takes several times as long, because it resolves and escapes each value on its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from claims.written_dates import write_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from claims.models import Event
    from claims.timeline.dots import Cluster
    from claims.timeline.events import EventMark
    from claims.timeline.scale import Tick

__all__ = [
    "DrawnEvent",
    "DrawnMark",
    "DrawnTick",
    "Line",
    "write_events",
    "write_marks",
    "write_rows",
    "write_ticks",
]


@dataclass(frozen=True, slots=True)
class DrawnEvent:
    mark: EventMark
    y: float
    event: Event
    count: int

    @property
    def words(self) -> str:
        claims = f", {self.count} claim{'' if self.count == 1 else 's'}" if self.count else ""
        proposed = ", proposed" if self.mark.event.proposed else ""
        return f"{self.event.title}, {write_edtf(self.event.edtf)}{proposed}{claims}"


@dataclass(frozen=True, slots=True)
class DrawnMark:
    """As strings, which are written fastest."""

    cluster: Cluster
    words: str
    href: str
    look: str
    """CSS classes: solid where all claims are confirmed, dashed where all are doubtful."""
    x: str
    y: str
    radius: str
    number: str
    paths: str
    """One SVG path for all lines: along the lane, or up to an event; an arrow where it goes out of the picture."""
    ends: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DrawnTick:
    tick: Tick
    href: str
    """The page with just this year, month or week."""
    words: str
    again: bool
    """The tick before leads there, too."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: an event, or claims of one lane."""

    day: date
    when: str
    who: str
    what: str
    about: str
    state: str
    href: str
    event: bool = False


def write_events(events: Iterable[DrawnEvent], height: int, *, alone: bool) -> SafeString:
    """With stems down to where the lines of claims end, behind all of them."""
    events = list(events)
    stems = (f'<path class="stem" aria-hidden="true" d="M{one.mark.target:.1f} {one.y:g}V{height}"/>' for one in events)
    return _joined([*stems, *(_event(one, alone) for one in events)])


def write_marks(marks: Iterable[DrawnMark], *, alone: bool) -> SafeString:
    """`alone`, which is in a file, without links and without lines to what the claims are about."""
    return _joined(_mark(mark, alone) for mark in marks)


def write_ticks(ticks: Iterable[DrawnTick], height: int, *, alone: bool) -> SafeString:
    return _joined(_tick(tick, height, alone) for tick in ticks)


def write_rows(lines: Iterable[Line]) -> SafeString:
    return _joined(_row(line) for line in lines)


def _joined(parts: Iterable[str]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - texts and addresses are escaped below, the rest are numbers


def _event(one: DrawnEvent, alone: bool) -> str:
    mark, proposed = one.mark, " proposed" if one.mark.event.proposed else ""
    begins, ends = ("<g", "</g>") if alone else (f'<a href="#event-{one.event.pk}"', "</a>")
    if mark.shape == "point":
        sign = f'<path class="sign" d="M{mark.left:.1f} {one.y - 7:g}v14"/>'
    else:
        sign = f'<rect class="sign" x="{mark.left:.1f}" y="{one.y - 6:g}" width="{mark.width:.1f}" height="12"/>'
    label = ""
    if mark.label:
        at = f'x="{mark.label_x:.1f}" y="{one.y + 4:g}" text-anchor="{mark.anchor}"'
        label = f"<text {at}>{escape(mark.label)}</text>"
    title = f"<title>{escape(one.words)}</title>"
    return f'{begins} class="event {mark.shape}{proposed}">{title}{sign}{label}{ends}'


def _mark(mark: DrawnMark, alone: bool) -> str:
    threads = "" if alone or not mark.paths else f'<g class="threads"><path d="{mark.paths}"/>{_ends(mark)}</g>'
    number = f'<text x="{mark.x}" y="{mark.y}" dy="4">{mark.number}</text>' if mark.number else ""
    begins, ends = ("<g", "</g>") if alone else (f'<a href="{escape(mark.href)}"', "</a>")
    return (
        f'{begins} class="{mark.look}"><title>{escape(mark.words)}</title>{threads}'
        f'<circle class="dot" cx="{mark.x}" cy="{mark.y}" r="{mark.radius}"/>{number}{ends}'
    )


def _ends(mark: DrawnMark) -> str:
    return "".join(f'<circle cx="{x}" cy="{y}" r="2.5"/>' for x, y in mark.ends)


def _tick(one: DrawnTick, height: int, alone: bool) -> str:
    tick = one.tick
    minor = ' class="minor"' if tick.level == "day" else ""
    line = f'<path{minor} d="M{tick.x:.1f} {4 if tick.upper else 24}V{height}"/>'
    if not tick.label:
        return line
    looks = f"{tick.level} upper" if tick.upper else tick.level
    beside = "" if tick.level == "day" else ' dx="4"'
    y = 17 if tick.upper else 39
    label = f'<text class="{looks}" x="{tick.label_x:.1f}"{beside} y="{y}">{escape(tick.label)}</text>'
    if alone or not one.href:
        return line + label
    passed_over = ' tabindex="-1"' if one.again else ""
    title = f"<title>{escape(one.words)}</title>"
    return f'{line}<a class="zoom" href="{escape(one.href)}"{passed_over}>{title}{label}</a>'


def _row(line: Line) -> str:
    looks = ' class="event-line"' if line.event else ""
    who = '<span class="soft">event</span>' if line.event else f"<bdi>{escape(line.who)}</bdi>"
    what = f'<a href="{escape(line.href)}">{escape(line.what)}</a>'
    return (
        f'<tr{looks}><td>{escape(line.when)}</td><td>{who}</td><td class="what" dir="auto">{what}</td>'
        f'<td class="about" dir="auto">{escape(line.about)}</td><td class="soft">{escape(line.state)}</td></tr>'
    )
