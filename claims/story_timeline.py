"""A story's claims and events, read in a fixed number of queries and laid out as a picture and as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Coalesce, Left

from actors.models import Actor
from claims.models import Claim, ClaimDate, ClaimSpeaker, Event, Link
from claims.timeline import OTHERS, UNNAMED, Aim, Dated, Said, Spoken, assign_lanes, lay_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.backends.postgresql.psycopg_any import DateRange

    from claims.models import ClaimQuerySet, Story
    from claims.timeline import Picture

__all__ = ["StoryTimeline", "Told", "timeline_of"]

BODIES = (Actor.Kind.ORGANIZATION, Actor.Kind.GROUP)
DECIDED = (Claim.State.CONFIRMED, Claim.State.CORRECTED)
WORDS = 240
LANE_NAMES = {OTHERS: "Others", UNNAMED: "Not named"}


@dataclass(frozen=True, slots=True)
class Told:
    """What a picture knows of a claim."""

    day: date | None
    state: str


@dataclass(slots=True)
class StoryTimeline:
    events: list[Event]
    claims: dict[int, Told]
    """Newest first."""
    linked: dict[int | None, list[int]]
    """Claims by event, newest first; None holds those about the story as such."""
    lanes: dict[str, list[int]]
    actors: dict[str, Actor]
    """Of the lanes, by slug."""
    lane_of: dict[int, str]
    """Of every speaking actor, by key."""
    picture: Picture | None
    words: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Speakers' names and the beginning of the claim, for those that the picture shows one by one."""

    def lane_name(self, key: str) -> str:
        return LANE_NAMES.get(key) or self.actors[key].name

    def counted(self, event: Event) -> int:
        return len(self.linked.get(event.pk, ()))


def timeline_of(story: Story, *, actor: Actor | None = None, today: date | None = None) -> StoryTimeline:
    """Of the standing claims that are linked to the story; with an `actor`, of those by it or on its behalf."""
    standing = Claim.objects.standing().distinct_claims().about(story=story)
    if actor:
        standing = standing.involving(actor)
    rows = standing.newest_first().values_list("pk", "day", "state")
    claims = {pk: Told(day, state) for pk, day, state in rows}
    events = sorted(story.events.standing(), key=_begins)
    spoken, actors = _spoken(standing)
    linked = _linked(story, claims, events)
    lanes = assign_lanes(claims, spoken, {one.slug for one in story.actors.all()})
    picture = lay_out(
        [_dated(event) for event in events],
        {
            key: [
                Said(claim, told.day, told.state in DECIDED)
                for claim in members
                if (told := claims[claim]) and told.day
            ]
            for key, members in lanes.items()
        },
        _aims(standing, linked),
        today,
    )
    by_slug = {one.slug: one for one in actors.values()}
    keys = {one.slug: key for key, one in actors.items()}
    timeline = StoryTimeline(
        events=events,
        claims=claims,
        linked=linked,
        lanes=lanes,
        actors={key: by_slug[key] for key in lanes if key in by_slug},
        lane_of={keys[one.speaker]: one.lane for one in reversed(spoken)},
        picture=picture,
    )
    if picture:
        alone = [mark.cluster.claims[0] for lane in picture.lanes for mark in lane.marks if mark.cluster.count == 1]
        timeline.words = _words(alone, spoken, by_slug)
    return timeline


def _spoken(claims: ClaimQuerySet) -> tuple[list[Spoken], dict[int, Actor]]:
    """Who spoke for whom, after merges, and the actors by key."""
    rows = list(
        ClaimSpeaker.objects.filter(claim__in=claims.order_by().values("pk"))
        .annotate(
            who_id=Coalesce("actor__canonical", "actor"),
            whom_id=Coalesce(
                "on_behalf_of__canonical",
                "on_behalf_of",
                "position__organization__canonical",
                "position__organization",
            ),
        )
        .order_by("claim_id", "number")
        .values_list("claim_id", "who_id", "whom_id")
    )
    actors = Actor.objects.in_bulk({key for _, who, whom in rows for key in (who, whom) if key})
    spoken = []
    for claim, who, whom in rows:
        body = actors.get(whom) if whom != who else None
        spoken.append(
            Spoken(claim, actors[who].slug, body.slug if body else "", body is not None and body.kind in BODIES)
        )
    return spoken, actors


def _linked(story: Story, claims: dict[int, Told], events: Iterable[Event]) -> dict[int | None, list[int]]:
    known = {event.pk for event in events}
    by_claim: dict[int, set[int | None]] = defaultdict(set)
    links: Iterable[tuple[int, int | None]] = (
        Link.objects.standing().filter(story=story).values_list("claim_id", "event_id")
    )
    for claim, event in links:
        by_claim[claim].add(event if event in known else None)
    linked: dict[int | None, list[int]] = defaultdict(list)
    for claim in claims:
        for event in by_claim[claim] - {None} or {None}:
            linked[event].append(claim)
    return dict(linked)


def _aims(claims: ClaimQuerySet, linked: dict[int | None, list[int]]) -> dict[int, list[Aim]]:
    aims: dict[int, list[Aim]] = defaultdict(list)
    for event, members in linked.items():
        for claim in members if event else ():
            aims[claim].append(Aim(event))
    dates = ClaimDate.objects.filter(claim__in=claims.order_by().values("pk"), days__isnull=False)
    for claim, days in dates.order_by("start").values_list("claim_id", "days"):
        if day := _meant(days):
            aims[claim].append(Aim(day=day))
    return aims


def _meant(days: DateRange) -> date | None:
    """The day to point at: the closed end of an open range, else the middle."""
    first: date | None = days.lower
    last: date | None = days.upper and days.upper - timedelta(1)
    return first + (last - first) / 2 if first and last else first or last


def _begins(event: Event) -> tuple[date, int]:
    """“By the end of 2026” stands at that end, not before everything."""
    return (event.days.lower or event.days.upper or date.max, event.pk)


def _dated(event: Event) -> Dated:
    first, after = event.days.lower, event.days.upper
    proposed = event.state == Event.State.PROPOSED
    return Dated(event.pk, event.title, first, after and after - timedelta(1), proposed)


def _words(claims: list[int], spoken: list[Spoken], actors: dict[str, Actor]) -> dict[int, tuple[str, str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for one in spoken:
        names[one.claim].append(actors[one.speaker].name)
    texts = (
        Claim.objects.filter(pk__in=claims)
        .annotate(begins=Left(F("content_text"), WORDS))
        .values_list("pk", "kind", "begins", "unnamed")
    )
    words = {}
    for pk, kind, begins, unnamed in texts:
        said = f"“{begins.strip('“”"')}”" if kind == Claim.Kind.DIRECT else begins
        words[pk] = (", ".join(names[pk]) or unnamed or "speaker unknown", said)
    return words
