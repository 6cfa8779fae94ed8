"""The claims of a story's timeline one by one, in the lanes in which they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models.expressions import RawSQL

from actors.models import Actor
from claims.models import Claim, ClaimDate, ClaimSpeaker
from claims.models.listing import UNDATED
from claims.timeline import Aim, Said, Spoken, assign_lanes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from django.db.backends.postgresql.psycopg_any import DateRange

    from claims.models import Story
    from claims.models.listing import ListedClaimQuerySet

__all__ = ["Lanes", "Told", "among", "read_lanes"]

DECIDED = (Claim.State.CONFIRMED, Claim.State.CORRECTED)


@dataclass(frozen=True, slots=True)
class Told:
    state: str
    """“doubtful”, where it is."""
    said: Said | None
    """None without a day."""
    events: list[int]


@dataclass(slots=True)
class Lanes:
    said: dict[str, list[Said]]
    counts: dict[str, int]
    """With the claims that have no day."""
    actors: dict[str, Actor]
    """By slug."""
    claims: dict[int, Told] = field(default_factory=dict)
    """Newest first, where they are read one by one."""
    names: dict[int, list[str]] = field(default_factory=dict)
    """Of their speakers."""
    members: dict[str, list[int]] = field(default_factory=dict)
    """Claims by lane, where they are read one by one."""


def read_lanes(story: Story, listed: ListedClaimQuerySet, events: Collection[int], most: int) -> Lanes | None:
    """`events` are those that claims can be about. None where the claims are more than `most`."""
    rows = list(listed.newest_first().values_list("pk", "day", "state", "doubtful", "events")[: most + 1])
    if len(rows) > most:
        return None
    keys = among(row[0] for row in rows)
    spoken, named = _spoken(keys)
    days_meant = _days_meant(keys)
    told = {}
    for pk, day, state, doubtful, about in rows:
        own = [event for event in about if event in events]
        aims = (*(Aim(event) for event in own), *days_meant.get(pk, ()))
        said = Said(pk, day, state in DECIDED, doubtful, aims=aims) if day > UNDATED else None
        told[pk] = Told("doubtful" if doubtful else state, said, own)
    lanes = assign_lanes(told, spoken, {(one.canonical or one).slug for one in story.actors.all()})
    names: dict[int, list[str]] = defaultdict(list)
    for one in spoken:
        names[one.claim].append(named[one.speaker])
    actors = {actor.slug: actor for actor in Actor.objects.filter(slug__in=lanes)}
    return Lanes(
        said={key: [said for claim in members if (said := told[claim].said)] for key, members in lanes.items()},
        counts={key: len(members) for key, members in lanes.items()},
        actors={key: actors[key] for key in lanes if key in actors},
        claims=told,
        names=dict(names),
        members=lanes,
    )


def among(keys: Iterable[int]) -> RawSQL:
    """For `__in`: one parameter, however many keys; as many parameters take longer to send than to look up."""
    return RawSQL("SELECT unnest(%s::bigint[])", [list(keys)])


def _spoken(claims: RawSQL) -> tuple[list[Spoken], dict[str, str]]:
    """Who spoke, in which lane, after merges, and the actors' names by slug."""
    speakers = ClaimSpeaker.objects.filter(claim__in=claims).in_lanes().order_by("claim_id", "number")
    rows = list(speakers.values_list("claim_id", "who_id", "lane_id"))
    actors = Actor.objects.filter(pk__in=among({key for _, *keys in rows for key in keys}))
    slugs, names = {}, {}
    for pk, slug, name in actors.values_list("pk", "slug", "name"):
        slugs[pk], names[slug] = slug, name
    return [Spoken(claim, slugs[who], slugs[lane]) for claim, who, lane in rows], names


def _days_meant(claims: RawSQL) -> dict[int, list[Aim]]:
    aims: dict[int, list[Aim]] = defaultdict(list)
    dates = ClaimDate.objects.filter(claim__in=claims, days__isnull=False).order_by("claim_id", "start")
    for claim, days, text in dates.values_list("claim_id", "days", "text"):
        if day := _meant(days):
            aims[claim].append(Aim(day=day, text=text))
    return aims


def _meant(days: DateRange) -> date | None:
    """The day to point at: the closed end of an open range, else the middle."""
    first: date | None = days.lower
    last: date | None = days.upper and days.upper - timedelta(1)
    return first + (last - first) / 2 if first and last else first or last
