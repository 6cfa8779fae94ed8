"""A story's claims and events, read in a fixed number of queries and laid out as a picture."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Coalesce, Left

from claims.among import among
from claims.citing import worded
from claims.models import Claim, ClaimSpeaker, Event
from claims.story_heaps import read_heaps
from claims.story_lanes import read_lanes
from claims.timeline import OTHERS, UNNAMED, Dated, lay_out

if TYPE_CHECKING:
    from collections.abc import Collection

    from claims.models import Story
    from claims.models.listing import ListedClaimQuerySet
    from claims.story_lanes import Lanes
    from claims.timeline import Picture, Window

__all__ = ["ONE_BY_ONE", "StoryTimeline", "timeline_of"]

ONE_BY_ONE = 2_000
"""So many claims are read one by one; where there are more, they are counted by lane and day or week."""
BY_DAY = 100
"""In a longer stretch a day is narrower than a mark: weeks do."""
WORDS = 160
LANE_NAMES = {OTHERS: "Others", UNNAMED: "Not named"}


@dataclass(slots=True)
class StoryTimeline:
    events: list[Event]
    lanes: Lanes
    every: bool
    """Each claim is read; else they are counted."""
    picture: Picture | None
    words: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Speakers' names and the beginning of the claim, for those that are shown one by one."""

    titles: dict[int, str] = field(init=False)
    """Of the events."""

    def __post_init__(self) -> None:
        self.titles = {event.pk: event.title for event in self.events}

    def lane_name(self, key: str) -> str:
        return LANE_NAMES.get(key) or self.lanes.actors[key].name

    @property
    def empty(self) -> bool:
        return not self.lanes.counts

    @property
    def middle(self) -> date | None:
        """Half of the dated claims were said by then."""
        said = sorted((one.day, one.number) for members in self.lanes.said.values() for one in members)
        passed = list(accumulate(count for _, count in said))
        return said[bisect_left(passed, passed[-1] / 2)][0] if said else None


def timeline_of(
    story: Story,
    listed: ListedClaimQuerySet,
    window: Window | None = None,
    *,
    today: date | None = None,
    with_words: bool = False,
    most: int = ONE_BY_ONE,
) -> StoryTimeline:
    """Of `listed`, which are the story's; `with_words` reads the beginning of each, not of lonely dots alone."""
    events = list(story.events.standing().in_order())
    lanes = read_lanes(story, listed, [event.pk for event in events], most)
    every = lanes is not None
    lanes = lanes or read_heaps(story, listed, by_day=window is not None and window.days <= BY_DAY)
    picture = lay_out([_dated(event) for event in events], lanes.said, today, window=window)
    timeline = StoryTimeline(events, lanes, every, picture)
    marks = [mark.cluster.claim for lane in picture.lanes for mark in lane.marks] if picture else []
    alone = [claim for claim in marks if claim]
    timeline.words = _words(lanes.claims if every and with_words else alone)
    return timeline


def _dated(event: Event) -> Dated:
    first, after = event.days.lower, event.days.upper
    proposed = event.state == Event.State.PROPOSED
    return Dated(event.pk, event.title, first, after and after - timedelta(1), proposed)


def _words(claims: Collection[int]) -> dict[int, tuple[str, str]]:
    texts = (
        Claim.objects.filter(pk__in=among(claims))
        .annotate(begins=Left(F("content_text"), WORDS + 1))
        .values_list("pk", "begins", "kind", "cue_text", "cue_class", "unnamed")
    )
    speakers = _speakers(claims)
    words = {}
    for pk, begins, kind, cue, cue_class, unnamed in texts:
        said = begins if len(begins) <= WORDS else f"{begins[:WORDS].rsplit(' ', 1)[0]} …"
        words[pk] = (", ".join(speakers.get(pk, ())) or unnamed, worded(said, kind, cue, cue_class))
    return words


def _speakers(claims: Collection[int]) -> dict[int, list[str]]:
    """Their names, after merges."""
    names: dict[int, list[str]] = defaultdict(list)
    speakers = ClaimSpeaker.objects.filter(claim__in=among(claims)).order_by("claim_id", "number")
    for claim, name in speakers.values_list("claim_id", Coalesce("actor__canonical__name", "actor__name")):
        names[claim].append(name)
    return names
