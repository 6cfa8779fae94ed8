"""Two actors that are one: a merge points at the survivor and moves nothing, so it can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from actors.models import Actor, Position
from claims.directory import entries_of
from claims.models import Claim, Event, Heading, ListedClaim, Review, Story
from claims.services.actors.decide import record
from claims.services.actors.state import lock_actors, point_at, state_of
from claims.services.refusals import Refused, Stale

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

__all__ = ["Moves", "merge_actors", "what_moves"]

SAMPLE = 5
SPEAKER, BEHALF = Heading.Under.SPEAKER, Heading.Under.BEHALF


@dataclass(frozen=True)
class Moves:
    """What readers will find under the survivor afterwards."""

    claims: int
    """More than CEILING where there are more; by the actor or on its behalf."""
    sample: list[Claim]
    """The newest of them."""
    aliases: list[str]
    merged: list[Actor]
    """Those that were merged into the actor before."""
    positions: list[Position]
    stories: list[Story]
    events: list[Event]
    warnings: list[str]
    """Why the two may not be one."""


def what_moves(actor: Actor, into: Actor) -> Moves:
    """A preview. Raises Refused as the merge would."""
    _check(actor, into)
    (entry,) = entries_of([actor])
    positions = Position.objects.filter(Q(holder=actor) | Q(organization=actor) | Q(office=actor))
    return Moves(
        entry.number,
        _newest(actor),
        [alias.text for alias in actor.aliases.all()],
        list(actor.same_as.all()),
        list(positions.select_related("holder", "organization", "office")),
        list(actor.stories.all()),
        list(actor.events.standing().select_related("story")),
        _warnings(actor, into),
    )


def merge_actors(
    actor: Actor,
    into: Actor,
    by: User,
    version: int | None = None,
    *,
    note: str = "",
    together: uuid.UUID | None = None,
) -> Review:
    """One review, about the actor that is merged. Both are locked, so that of two who merge in opposite directions the
    second is refused. Raises Refused, and Stale where `version` is no longer that of the actor."""
    with transaction.atomic():
        actor, into = lock_actors(actor, into) if actor != into else (actor, into)
        if version is not None and actor.version != version:
            raise Stale(actor, version, {"action": Review.Action.MERGE, "into": into, "note": note}, state_of(actor))
        _check(actor, into)
        before = state_of(actor)
        point_at(actor, into)
        return record(actor, by, Review.Action.MERGE, ["merged_into"], before, note=note, together=together)


def _check(actor: Actor, into: Actor) -> None:
    if actor == into:
        raise Refused(f"“{actor}” cannot be merged into itself.")
    if into.canonical_id == actor.pk:
        raise Refused(f"“{into}” was merged into “{actor}” already; undo that first to merge the other way.")
    if into.merged_into:
        raise Refused(f"“{into}” was merged into “{into.canonical}”: merge into that one.")
    if actor.merged_into:
        raise Refused(f"“{actor}” was merged into “{actor.merged_into}” already; undo that first.")
    if Actor.State.REJECTED in (actor.state, into.state):
        raise Refused("A rejected actor is merged with nobody; confirm it first.")


def _newest(actor: Actor) -> list[Claim]:
    """From the index of headings: a question to the claims themselves would read all of a frequent speaker."""
    under = (Heading.objects.filter(under=kind, key=actor.pk) for kind in (SPEAKER, BEHALF))
    keys = [key for each in under for key in each.newest_first().values_list("claim", flat=True)[:SAMPLE]]
    return list(Claim.objects.for_display().filter(pk__in=keys).newest_first()[:SAMPLE])


def _warnings(actor: Actor, into: Actor) -> list[str]:
    found = []
    if actor.kind != into.kind:
        found.append(f"One is a {actor.get_kind_display()}, the other a {into.get_kind_display()}.")
    if actor.wikidata and into.wikidata and actor.wikidata != into.wikidata:
        found.append(f"Wikidata tells them apart: {actor.wikidata} and {into.wikidata}.")
    known = ListedClaim.objects.standing()
    if known.said_by(actor).on_behalf_of(into)[:1]:
        found.append(f"“{actor}” speaks on behalf of “{into}” in some claims.")
    if known.said_by(into).on_behalf_of(actor)[:1]:
        found.append(f"“{into}” speaks on behalf of “{actor}” in some claims.")
    return found
