"""The claims under the picture of a story: the newest of each event, or, where the list is narrowed, a page of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Window
from django.db.models.functions import RowNumber

from claims.listing.facets import CEILING
from claims.listing.paging import BadCursor, Cursors, page_of
from claims.models import Claim, ClaimSpeaker, Link, ListedClaim
from claims.story_heaps import in_lane
from claims.timeline import OTHERS, UNNAMED

if TYPE_CHECKING:
    from django.http import QueryDict

    from claims.listing.paging import Page
    from claims.models import ClaimQuerySet, Event, Story
    from claims.story_timeline import StoryTimeline

__all__ = ["Group", "StoryList", "for_lines", "list_story"]

PER_EVENT, FEW = 4, 40
"""So many of each event, unless there are only a few at all."""
NO_EVENT = "none"


@dataclass(frozen=True, slots=True)
class Group:
    event: Event | None
    claims: list[tuple[Claim, str]]
    """With the reason of the link."""
    count: int

    @property
    def key(self) -> int | str:
        return self.event.pk if self.event else NO_EVENT


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
    page: Page | None = None
    """Where it is narrowed."""
    reasons: dict[int, str] = field(default_factory=dict)
    count: int = 0
    error: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.lane or self.since or self.until or self.event or self.no_event)

    @property
    def counted(self) -> str:
        return f"More than {CEILING:,}" if self.count > CEILING else f"{self.count:,}"

    @property
    def of_page(self) -> list[tuple[Claim, str]]:
        return [(claim, self.reasons.get(claim.pk, "")) for claim in self.page.claims] if self.page else []

    @property
    def shown(self) -> list[Claim]:
        return self.page.claims if self.page else [claim for group in self.groups for claim, _ in group.claims]


def list_story(story: Story, claims: ClaimQuerySet, timeline: StoryTimeline, query: QueryDict) -> StoryList:
    """`claims` are those that the picture shows."""
    chosen = _chosen(query, timeline)
    if not chosen.narrowed:
        chosen.groups = _newest(story, claims, timeline)
        return chosen
    narrowed = _narrowed(claims, timeline, chosen)
    try:
        cursors = Cursors.read(query.get("after", ""), query.get("before", ""))
    except BadCursor:
        chosen.error = "This address does not name a page of the list; start at its first page."
        return chosen
    chosen.count = narrowed.order_by()[: CEILING + 1].count()
    listed = ListedClaim.objects.filter(pk__in=narrowed.order_by().values("pk"))
    chosen.page = page_of(listed, cursors, few=chosen.count <= CEILING)
    of_page = Link.objects.standing().filter(story=story, claim__in=[claim.pk for claim in chosen.page.claims])
    chosen.reasons = dict(of_page.order_by("score").values_list("claim_id", "reason"))
    return chosen


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


def _narrowed(claims: ClaimQuerySet, timeline: StoryTimeline, chosen: StoryList) -> ClaimQuerySet:
    if chosen.lane:
        shown = [actor.pk for actor in timeline.lanes.actors.values()]
        own = [] if chosen.lane in (OTHERS, UNNAMED) else [timeline.lanes.actors[chosen.lane].pk]
        claims = in_lane(claims, chosen.lane, own or shown)
    if chosen.event:
        claims = claims.about(event=chosen.event)
    if chosen.no_event:
        claims = _of_no_event(claims, timeline)
    if chosen.since:
        claims = claims.filter(day__gte=chosen.since)
    if chosen.until:
        claims = claims.filter(day__lte=chosen.until)
    return claims


def _of_no_event(claims: ClaimQuerySet, timeline: StoryTimeline) -> ClaimQuerySet:
    links = Link.objects.standing().filter(claim=OuterRef("pk"), event__in=[event.pk for event in timeline.events])
    return claims.filter(~Exists(links))


def _newest(story: Story, claims: ClaimQuerySet, timeline: StoryTimeline) -> list[Group]:
    """The newest of each event, the event that moved last first, then those about the story as such."""
    most = FEW if timeline.every and len(timeline.lanes.claims) <= FEW else PER_EVENT
    events = {event.pk: event for event in timeline.events}
    newest = [F("claim__day").desc(nulls_last=True), F("claim_id").desc()]
    links = Link.objects.standing().filter(story=story)
    of_events = links.filter(event__in=list(events), claim__in=claims.order_by().values("pk")).annotate(
        place=Window(RowNumber(), partition_by="event_id", order_by=newest),
        number=Window(Count("pk"), partition_by="event_id"),
    )
    found: dict[int | None, dict[int, str]] = {}
    counts: dict[int | None, int] = {}
    rows = of_events.filter(place__lte=most).order_by(*newest)
    for claim, event, reason, number in rows.values_list("claim_id", "event_id", "reason", "number"):
        found.setdefault(event, {})[claim] = reason
        counts[event] = number
    loose = _of_no_event(claims, timeline)
    of_none = links.filter(claim__in=loose.order_by().values("pk")).order_by(*newest)
    if reasons := dict(of_none.values_list("claim_id", "reason")[: most + 1]):
        counts[None] = len(reasons) if len(reasons) <= most else loose.order_by()[: CEILING + 1].count()
        found[None] = dict(list(reasons.items())[:most])
    keys = {claim for members in found.values() for claim in members}
    by_key = {claim.pk: claim for claim in for_lines(Claim.objects.filter(pk__in=keys))}
    return [
        Group(events.get(event or 0), [(by_key[pk], reason) for pk, reason in members.items()], counts[event])
        for event, members in found.items()
    ]


def for_lines(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With what a claim shows on a line, in two queries."""
    speakers = ClaimSpeaker.objects.select_related("actor__canonical", "on_behalf_of__canonical")
    return claims.prefetch_related(Prefetch("speakers", speakers))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
