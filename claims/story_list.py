"""The claims under the picture of a story: the newest of each event, or, where the list is narrowed, a page of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from claims.among import among
from claims.in_sentences import in_sentences
from claims.listing.facets import CEILING
from claims.models import Claim, ClaimSpeaker, Link
from claims.story_heaps import in_lane

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

    from claims.models import ClaimQuerySet, Event, Story
    from claims.models.listing import ListedClaimQuerySet
    from claims.story_timeline import StoryTimeline

__all__ = ["Group", "StoryList", "all_listed", "list_story"]

LINES = 25
"""On a page; where there are more events, one claim of each."""
PER_EVENT = 3
NEWEST = 2_000
"""So many are looked through for the newest of each event."""
NO_EVENT = "none"


@dataclass(frozen=True, slots=True)
class Group:
    event: Event | None
    claims: list[tuple[Claim, str]]
    """With the reason of the link."""
    count: int
    href: str
    """All of them."""


@dataclass(slots=True)
class StoryList:
    """What the list is narrowed to; parameters that name nothing narrow nothing."""

    lane: str = ""
    lane_name: str = ""
    since: date | None = None
    until: date | None = None
    event: Event | None = None
    no_event: bool = False
    groups: list[Group] = field(default_factory=list)
    page: Page[int] | None = None
    """Where it is narrowed: of at most CEILING keys."""
    of_page: list[tuple[Claim, str]] = field(default_factory=list)

    @property
    def narrowed(self) -> bool:
        return bool(self.lane or self.since or self.until or self.event or self.no_event)

    @property
    def capped(self) -> bool:
        return self.page is not None and self.page.paginator.count == CEILING

    @property
    def shown(self) -> list[Claim]:
        return [claim for claim, _ in self.of_page] + [claim for group in self.groups for claim, _ in group.claims]


def list_story(story: Story, listed: ListedClaimQuerySet, timeline: StoryTimeline, query: QueryDict) -> StoryList:
    """`listed` are the claims that the picture shows."""
    chosen = _chosen(query, timeline)
    if not chosen.narrowed:
        chosen.groups = _newest(story, listed, timeline, query)
        return chosen
    keys = _narrowed(listed, timeline, chosen).newest_first().values_list("pk", flat=True)[:CEILING]
    chosen.page = Paginator(list(keys), LINES).get_page(query.get("page"))
    chosen.of_page = [
        (claim, "; ".join(dict.fromkeys(reasons.values()))) for claim, reasons in _read(story, chosen.page).values()
    ]
    return chosen


def all_listed(listed: ListedClaimQuerySet, timeline: StoryTimeline, query: QueryDict) -> ListedClaimQuerySet:
    """Every claim that the list holds, not only those that its page shows."""
    return _narrowed(listed, timeline, _chosen(query, timeline))


def _chosen(query: QueryDict, timeline: StoryTimeline) -> StoryList:
    lane, event = query.get("lane", ""), query.get("event", "")
    known = lane in timeline.lanes.counts
    return StoryList(
        lane=lane if known else "",
        lane_name=timeline.lane_name(lane) if known else "",
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
        event=next((one for one in timeline.events if str(one.pk) == event), None),
        no_event=event == NO_EVENT,
    )


def _narrowed(listed: ListedClaimQuerySet, timeline: StoryTimeline, chosen: StoryList) -> ListedClaimQuerySet:
    if chosen.lane:
        lanes = timeline.lanes
        of_lane = listed.filter(pk__in=among(lanes.members.get(chosen.lane, ())))
        listed = of_lane if timeline.every else in_lane(listed, chosen.lane, lanes)
    if chosen.event:
        listed = listed.about_event(chosen.event)
    if chosen.no_event:
        listed = listed.exclude(events__overlap=[event.pk for event in timeline.events])
    if chosen.since:
        listed = listed.since(chosen.since)
    if chosen.until:
        listed = listed.until(chosen.until)
    return listed


def _newest(story: Story, listed: ListedClaimQuerySet, timeline: StoryTimeline, query: QueryDict) -> list[Group]:
    """The newest of each event, the event that moved last first, then those about the story as such."""
    rows: Iterable[tuple[int, list[int]]]
    if timeline.every:
        rows = [(pk, [aim.event for aim in said.aims if aim.event]) for pk, said in timeline.lanes.claims.items()]
    else:
        rows = listed.newest_first().values_list("pk", "events")[:NEWEST]
    events = {event.pk: event for event in timeline.events}
    found: dict[int | None, list[int]] = {}
    for pk, about in rows:
        for event in _own(about, events):
            found.setdefault(event, []).append(pk)
    few = timeline.every and len(timeline.lanes.claims) <= LINES
    most = min(PER_EVENT, max(1, LINES // max(1, len(found))))
    shown = {event: members if few else members[:most] for event, members in found.items()}
    read = _read(story, {pk for members in shown.values() for pk in members})
    kept = query.copy()
    kept.pop("event", None)
    here = f"{story.get_absolute_url()}?{kept.urlencode()}{'&' if kept else ''}"
    return [
        Group(
            events.get(event or 0),
            [(read[pk][0], read[pk][1].get(event, "")) for pk in members if pk in read],
            len(found[event]),
            f"{here}event={event or NO_EVENT}#claims",
        )
        for event, members in sorted(shown.items(), key=lambda item: item[0] is None)
    ]


def _own(about: list[int], events: dict[int, Event]) -> list[int | None]:
    """Its events among the story's; None, which is the story as such, where it has none."""
    return [event for event in about if event in events] or [None]


def _read(story: Story, keys: Iterable[int]) -> dict[int, tuple[Claim, dict[int | None, str]]]:
    """Claims in their sentences, with the reasons of their links by event, in the order of the keys."""
    keys = list(keys)
    claims = {claim.pk: claim for claim in in_sentences(list(_for_lines(Claim.objects.filter(pk__in=among(keys)))))}
    reasons: dict[int, dict[int | None, str]] = {pk: {} for pk in keys}
    links = Link.objects.standing().filter(story=story, claim__in=among(keys))
    for claim, event, reason in links.order_by("score", "pk").values_list("claim_id", "event_id", "reason"):
        reasons[claim][event] = reason
    return {pk: (claims[pk], reasons[pk]) for pk in keys if pk in claims}


def _for_lines(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With what a claim shows on a line beside its words, in two queries, and the lanes of its speakers."""
    speakers = ClaimSpeaker.objects.in_lanes().select_related("actor__canonical", "on_behalf_of__canonical")
    said = ("said_on", "said_on_text", "day", "kind", "cue_text", "content_text")
    by = ("source_text", "speaker_name", "unnamed", "confidence", "state")
    spans = ("snapshot", "source", "cue", "content")
    return claims.only(*said, *by, *spans).with_reports().prefetch_related(Prefetch("speakers", speakers))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
