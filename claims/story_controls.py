"""What stands above the picture of a story: the ways to another stretch of time, and the filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.story_asked import KINDS, STATES
from claims.timeline import ZOOMS, period
from claims.written_dates import write_days

if TYPE_CHECKING:
    from datetime import date

    from claims.listing.facets import Choice
    from claims.models import Story
    from claims.story_asked import Asked
    from claims.story_timeline import StoryTimeline

__all__ = ["Controls", "controls_of"]


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    href: str
    """Empty where there is none."""
    words: str = ""
    """The days that it leads to."""
    current: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Filter:
    name: str
    label: str
    options: list[Option]

    @property
    def chosen(self) -> int:
        return sum(option.chosen for option in self.options)


@dataclass(frozen=True, slots=True)
class Controls:
    zooms: list[Way]
    """Everything, and a year, a month and a week around the middle of what is shown."""
    earlier: Way | None
    later: Way | None
    out: str
    into: str
    """Addresses of the next wider and the next narrower stretch; empty at the ends."""
    shown: str
    """The stretch in words; empty where everything is shown."""
    filters: list[Filter]


def controls_of(story: Story, asked: Asked, timeline: StoryTimeline, choices: dict[str, list[Choice]]) -> Controls:
    return Controls(
        zooms=_zooms(asked, timeline),
        earlier=_step(asked, "earlier"),
        later=_step(asked, "later"),
        out=asked.to(asked.window.wider) if asked.window else "",
        into=_into(asked, timeline),
        shown=write_days(asked.window.first, asked.window.last) if asked.window else "",
        filters=_filters(story, asked, timeline, choices),
    )


def _zooms(asked: Asked, timeline: StoryTimeline) -> list[Way]:
    window = asked.window
    ways = [Way("Everything", asked.to(None), current=window is None)]
    middle = _middle(asked, timeline)
    if middle is None:
        return ways
    for zoom in ZOOMS:
        shown = window if window and window.zoom == zoom else period(zoom, middle)
        ways.append(Way(zoom.capitalize(), asked.to(shown), write_days(shown.first, shown.last), shown == window))
    return ways


def _into(asked: Asked, timeline: StoryTimeline) -> str:
    middle = _middle(asked, timeline)
    zoom = ZOOMS[0] if asked.window is None else next(iter(ZOOMS[ZOOMS.index(asked.window.zoom) + 1 :]), None)
    return asked.to(period(zoom, middle)) if zoom and middle else ""


def _middle(asked: Asked, timeline: StoryTimeline) -> date | None:
    """Where most was said, or, where nothing was, of the stretch itself."""
    return timeline.middle or (asked.window.middle if asked.window else None)


def _step(asked: Asked, name: str) -> Way | None:
    window = asked.window and (asked.window.earlier if name == "earlier" else asked.window.later)
    return Way(name.capitalize(), asked.to(window), write_days(window.first, window.last)) if window else None


def _filters(story: Story, asked: Asked, timeline: StoryTimeline, choices: dict[str, list[Choice]]) -> list[Filter]:
    """The actors of the story, those that have lanes and those quoted most; the cue classes that occur."""
    actors = [one.canonical or one for one in story.actors.all()]
    names = {actor.slug: actor.name for actor in [*asked.actors, *actors, *timeline.lanes.actors.values()]}
    names |= {choice.value: choice.label for choice in choices["speaker"]}
    chosen = [actor.slug for actor in asked.actors]
    cues = sorted({choice.value for choice in choices["cue"]} | set(asked.cues))
    ordered = sorted(names.items(), key=lambda item: item[1].casefold())
    return [
        Filter("actor", "Actors", [Option(slug, name, slug in chosen) for slug, name in ordered]),
        Filter("cue", "Cues", [Option(cue, cue, cue in asked.cues) for cue in cues]),
        Filter("kind", "Kinds", [Option(kind, kind, kind in asked.kinds) for kind in KINDS]),
        Filter("state", "States", [Option(state, state, state in asked.states) for state in STATES]),
    ]
