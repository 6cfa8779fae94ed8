"""Say who speaks, in one claim or in all that mention the speaker alike: one decision, undone as one."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from actors.models import Actor, Position
from claims.models import Claim, Review, ReviewLease
from claims.services.actors.decide import Details, add_actor
from claims.services.actors.positions import Post, add_position
from claims.services.alike import MOST
from claims.services.correction import Correction, SpeakerChoice
from claims.services.group import lock_families_of
from claims.services.held import refuse_held
from claims.services.review import Decision, decide_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

    from claims.services.alike import Alike

__all__ = ["Newcomer", "Speaks", "assign"]


@dataclass(frozen=True)
class Newcomer:
    """An actor that is made with the decision."""

    name: str
    kind: str
    details: Details = field(default_factory=Details)
    post: Post | None = None


@dataclass(frozen=True)
class Speaks:
    who: Actor | Newcomer
    behalf: Actor | None = None
    position: Position | None = None
    """With none, and for nobody, it is the one that the speaker held on the day."""
    role: str = ""


def assign(
    claim: Claim, by: User, version: int, speakers: Sequence[Speaks], alike: Alike | None = None, *, note: str = ""
) -> list[Review]:
    """The reviews of claims; of `alike` at most MOST, the newest, without those that colleagues have before them.
    Raises Held and Stale for the claim, and Refused, as other decisions do; then no actor was made either."""
    together = uuid.uuid4()
    with transaction.atomic():
        taken = ReviewLease.objects.running().of_others(by)
        free = alike.open.exclude(pk__in=taken.values("claim")) if alike else Claim.objects.none()
        keys = list(free.values_list("pk", flat=True)[:MOST])
        lock_families_of([claim.pk, *keys])
        refuse_held(claim, by)
        known = [_made(one, by, note, together) for one in speakers]
        held = Position.objects.on(None).filter(Q(holder__in=_actors(known)) | Q(holder__canonical__in=_actors(known)))
        posts = list(held.select_related("holder__canonical", "organization", "office"))
        others = free.filter(pk__in=keys).prefetch_related("speakers__actor__canonical")
        decisions = [Decision(claim, version, Correction(speakers=_choices(claim, known, posts)))]
        for other in others:
            decisions.append(Decision(other, other.version, Correction(speakers=_choices(other, known, posts))))
        reviews = decide_each(decisions, by, Review.Action.CORRECT, note=note, together=together)
        ReviewLease.objects.of(by).filter(claim=claim).delete()
        return reviews


def _actors(known: Sequence[tuple[Actor, Speaks]]) -> list[Actor]:
    return [actor for actor, _ in known]


def _made(one: Speaks, by: User, note: str, together: uuid.UUID) -> tuple[Actor, Speaks]:
    if isinstance(one.who, Actor):
        return one.who, one
    new = one.who
    actor = add_actor(by, new.name, new.kind, new.details, note=note, together=together)
    if new.post:
        add_position(actor, by, new.post, note=note, together=together)
    return actor, one


def _choices(claim: Claim, known: Sequence[tuple[Actor, Speaks]], posts: Sequence[Position]) -> list[SpeakerChoice]:
    roles = {speaker.who.pk: speaker.role for speaker in claim.speakers.all()}
    return [
        SpeakerChoice(actor, one.behalf, _position(claim, actor, one, posts), one.role or roles.get(actor.pk, ""))
        for actor, one in known
    ]


def _position(claim: Claim, actor: Actor, one: Speaks, posts: Sequence[Position]) -> Position | None:
    if one.behalf:
        return None
    held = [post for post in posts if actor in (post.holder, post.holder.canonical) and post.held_on(claim.day)]
    if one.position in held:
        return one.position
    return held[0] if len(held) == 1 else None
