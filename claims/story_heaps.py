"""The claims of a story's timeline counted by lane and day, where they are too many to be read one by one.

What a picture can tell apart is what is read: some lanes times the days, however many claims there are.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Case, Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, When
from django.db.models.functions import TruncWeek

from actors.models import Actor
from claims.models import Claim, ClaimSpeaker, Link
from claims.models.claims import DOUBTFUL_BELOW
from claims.story_lanes import DECIDED, Lanes
from claims.timeline import MOST_LANES, OTHERS, UNNAMED, Aim, Said

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

    from claims.models import ClaimQuerySet, Story
    from claims.timeline import Window

__all__ = ["in_lane", "read_heaps"]

MOST_DAYS = 100
"""In a longer stretch a day is narrower than a mark: weeks do."""


def read_heaps(story: Story, claims: ClaimQuerySet, window: Window | None) -> Lanes:
    speakers = ClaimSpeaker.objects.filter(claim__in=claims.order_by().values("pk")).in_lanes().order_by()
    numbers = _fullest(story, speakers)
    actors = Actor.objects.in_bulk(numbers)
    slugs = {lane: actors[lane].slug for lane in numbers}
    by_day = window is not None and window.days <= MOST_DAYS
    spoken = speakers.filter(lane_id__in=list(numbers), claim__day__isnull=False)
    aims = _aims(story, spoken, by_day)
    said: dict[str, list[Said]] = {slug: [] for slug in slugs.values()}
    for row in _counted(spoken, "claim__", "claim", by_day, "lane_id"):
        said[slugs[row["lane_id"]]].append(_heap(row, aims.get((row["lane_id"], row["at"]), ())))
    counts = {slugs[lane]: number for lane, number in numbers.items()}
    for key in (OTHERS, UNNAMED):
        rest = in_lane(claims, key, list(numbers)).order_by()
        if number := rest.count():
            counts[key] = number
            dated = rest.filter(day__isnull=False)
            said[key] = [_heap(row) for row in _counted(dated, "", "pk", by_day)]
    return Lanes(said, counts, {actor.slug: actor for actor in actors.values()})


def _fullest(story: Story, speakers: QuerySet[Any]) -> dict[int, int]:
    """Claims by actor that has a lane, the fullest first; the story's own actors before those who are merely quoted."""
    own = [(one.canonical or one).pk for one in story.actors.all()]
    concerned = Case(When(lane_id__in=own, then=0), default=1, output_field=IntegerField())
    totals = speakers.values("lane_id").annotate(number=Count("claim", distinct=True), concerned=concerned)
    chosen = totals.order_by("concerned", "-number", "lane_id").values_list("lane_id", "number")[:MOST_LANES]
    return dict(sorted(chosen, key=lambda row: (-row[1], row[0])))


def _counted(rows: QuerySet[Any], of_claim: str, key: str, by_day: bool, *names: str) -> Iterable[dict[str, Any]]:
    proposed = {f"{of_claim}state": Claim.State.PROPOSED, f"{of_claim}confidence__lt": DOUBTFUL_BELOW}
    counted: Iterable[dict[str, Any]] = rows.values(*names, at=_at(of_claim, by_day)).annotate(
        number=Count(key, distinct=True),
        confirmed=Count(key, distinct=True, filter=Q(**{f"{of_claim}state__in": DECIDED})),
        doubtful=Count(key, distinct=True, filter=Q(**proposed)),
        one=Min(key),
        first=Min(f"{of_claim}day"),
        last=Max(f"{of_claim}day"),
    )
    return counted


def _at(of_claim: str, by_day: bool) -> F | TruncWeek:
    return F(f"{of_claim}day") if by_day else TruncWeek(f"{of_claim}day")


def _heap(row: dict[str, Any], aims: Iterable[Aim] = ()) -> Said:
    return Said(
        row["one"], row["first"], row["confirmed"], row["doubtful"], row["number"], row["last"], aims=tuple(aims)
    )


def _aims(story: Story, spoken: QuerySet[Any], by_day: bool) -> dict[tuple[int, date], list[Aim]]:
    """Events alone: the days that so many claims name would be a thicket."""
    linked = spoken.filter(
        claim__links__story=story, claim__links__event__isnull=False, claim__links__state__in=Link.STANDING
    )
    aims: dict[tuple[int, date], list[Aim]] = defaultdict(list)
    rows = linked.values_list("lane_id", _at("claim__", by_day), "claim__links__event").distinct()
    for lane, at, event in rows:
        aims[lane, at].append(Aim(event))
    return aims


def in_lane(claims: ClaimQuerySet, key: str, shown: list[int]) -> ClaimQuerySet:
    """Those of one lane; `shown` are the actors that have lanes of their own."""
    spoken = ClaimSpeaker.objects.filter(claim=OuterRef("pk")).in_lanes()
    if key == UNNAMED:
        return claims.filter(~Exists(spoken))
    if key == OTHERS:
        return claims.filter(Exists(spoken), ~Exists(spoken.filter(lane_id__in=shown)))
    return claims.filter(Exists(spoken.filter(lane_id__in=shown)))
