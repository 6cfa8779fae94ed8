"""Put many claims on a timeline, or take them off it, as one decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Link, Review
from claims.services.correction import Correction, Place
from claims.services.group import lock_families_of
from claims.services.refusals import Refused
from claims.services.review import Decision, decide_each

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import User

__all__ = ["MOST", "attach", "detach", "places_of"]

MOST = 500


def attach(claims: Collection[int], place: Place, by: User, *, note: str = "") -> list[Review]:
    """To an event, or to a story as such. Claims that are there by a person's word already are left as they are."""
    return _place(claims, place, by, note, there=True)


def detach(claims: Collection[int], place: Place, by: User, *, note: str = "") -> list[Review]:
    """From an event, or with no event from the story and all its events."""
    return _place(claims, place, by, note, there=False)


def places_of(claim: Claim) -> list[Place]:
    """Where the claim stands now."""
    return [Place(link.story, link.event) for link in claim.links.all() if link.state != Link.State.REJECTED]


def _place(claims: Collection[int], place: Place, by: User, note: str, *, there: bool) -> list[Review]:
    if not claims:
        raise Refused("Choose the claims first.")
    if len(claims) > MOST:
        raise Refused(f"At most {MOST} claims are placed at once; {len(claims)} were chosen.")
    with transaction.atomic():
        lock_families_of(claims)
        found = Claim.objects.filter(pk__in=claims).prefetch_related("links__story", "links__event").order_by("pk")
        if missing := set(claims) - {claim.pk for claim in found}:
            raise Refused(f"There is no claim {min(missing)}.")
        decisions = []
        for claim in found:
            now = places_of(claim)
            wanted = _with(now, place) if there else _without(now, place)
            if wanted != now or (there and not claim.holds(Claim.Field.EVENT)):
                decisions.append(Decision(claim, claim.version, Correction(places=wanted)))
        if not decisions:
            raise Refused("Nothing was changed: they are there already." if there else "None of them is there.")
        return decide_each(decisions, by, Review.Action.CORRECT, note=note, together=uuid.uuid4())


def _with(now: list[Place], place: Place) -> list[Place]:
    """An event says more than its story alone."""
    if place in now:
        return now
    if place.event is None:
        return now if any(one.story == place.story for one in now) else [*now, place]
    return [*(one for one in now if one.event or one.story != place.story), place]


def _without(now: list[Place], place: Place) -> list[Place]:
    """What loses its last event stays on the story's timeline."""
    if place.event is None:
        return [one for one in now if one.story != place.story]
    left = [one for one in now if one.event != place.event]
    if place in now and not any(one.story == place.story for one in left):
        left.append(Place(place.story))
    return left
