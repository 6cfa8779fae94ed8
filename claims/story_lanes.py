"""The claims of a story's timeline one by one, in the lanes in which they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING

from django.db.models import DateField, Q
from django.db.models.expressions import RawSQL

from actors.models import Actor
from claims.among import among
from claims.models import Claim, ClaimDate, ClaimSpeaker
from claims.models.listing import UNDATED
from claims.timeline import SHARED, Aim, Said, assign_lanes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claims.models import Story
    from claims.models.listing import ListedClaimQuerySet

__all__ = ["Lanes", "called", "read_lanes"]

DECIDED = (Claim.State.CONFIRMED, Claim.State.CORRECTED)


@dataclass(slots=True)
class Lanes:
    said: dict[str, list[Said]]
    counts: dict[str, int]
    """With the claims that have no day."""
    actors: dict[str, Actor]
    """By slug."""
    claims: dict[int, Said] = field(default_factory=dict)
    """Newest first, where they are read one by one; those without a day are UNDATED."""
    states: dict[int, str] = field(default_factory=dict)
    """Of these; “doubtful”, where it is."""
    members: dict[str, list[int]] = field(default_factory=dict)
    """Claims by lane, where they are read one by one."""


def read_lanes(story: Story, listed: ListedClaimQuerySet, events: Collection[int], most: int) -> Lanes | None:
    """`events` are those that claims can be about. None where the claims are more than `most`."""
    # Unordered: the newest so many of a great number would be looked for, only to be counted.
    listed = listed.order_by().annotate(for_others=~Q(behalf=[]), dated=~Q(meant="{}"))
    columns = ("pk", "day", "state", "doubtful", "events", "speakers", "for_others", "dated")
    rows = list(listed.values_list(*columns)[: most + 1])
    if len(rows) > most:
        return None
    rows.sort(key=itemgetter(1, 0), reverse=True)
    spoken_for = _spoken_for([row[0] for row in rows if row[6]])
    days_meant = _days_meant([row[0] for row in rows if row[7]])
    about = {event: Aim(event) for event in events}
    told: dict[int, Said] = {}
    spoken: dict[int, Collection[int]] = {}
    for pk, day, state, doubtful, named, speakers, _, _ in rows:
        aims = (*[about[event] for event in named if event in about], *days_meant.get(pk, ()))
        told[pk] = Said(pk, day, state in DECIDED, doubtful, 1, None, aims)
        spoken[pk] = spoken_for.get(pk, speakers)
    lanes = assign_lanes(spoken, {(one.canonical or one).pk for one in story.actors.all()})
    keys, actors = called(lanes)
    return Lanes(
        said={
            keys[lane]: [said for claim in members if (said := told[claim]).day > UNDATED]
            for lane, members in lanes.items()
        },
        counts={keys[lane]: len(members) for lane, members in lanes.items()},
        actors=actors,
        claims=told,
        states={row[0]: "doubtful" if row[3] else row[2] for row in rows},
        members={keys[lane]: members for lane, members in lanes.items()},
    )


def called(lanes: Iterable[int]) -> tuple[dict[int, str], dict[str, Actor]]:
    """What addresses call the lanes, and the actors whose they are by that."""
    actors = Actor.objects.in_bulk([lane for lane in lanes if lane not in SHARED])
    return SHARED | {lane: actor.slug for lane, actor in actors.items()}, {one.slug: one for one in actors.values()}


def _spoken_for(claims: Collection[int]) -> dict[int, Collection[int]]:
    """The lanes of those with a speaker who spoke for somebody; the others' are their speakers'."""
    lanes: dict[int, dict[int, None]] = defaultdict(dict)
    if claims:
        speakers = ClaimSpeaker.objects.filter(claim__in=among(claims)).in_lanes().order_by()
        for claim, lane in speakers.values_list("claim_id", "lane_id"):
            lanes[claim][lane] = None
    return dict(lanes)


def _days_meant(claims: Collection[int]) -> dict[int, list[Aim]]:
    aims: dict[int, list[Aim]] = defaultdict(list)
    dates = ClaimDate.objects.filter(claim__in=among(claims), days__isnull=False).order_by("claim_id", "start")
    for claim, text, day in dates.values_list("claim_id", "text", _day_meant()):
        if day:
            aims[claim].append(Aim(None, day, text))
    return aims


def _day_meant() -> RawSQL:
    """The day to point at: the closed end of an open range, else the middle."""
    return RawSQL(
        "coalesce(lower(days) + (upper(days) - 1 - lower(days)) / 2, lower(days), upper(days) - 1)", (), DateField()
    )
