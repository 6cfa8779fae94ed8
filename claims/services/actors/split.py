"""One actor that is two: some of its names and claims go to a new one."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from actors.models import Actor
from claims.models import Claim, Review
from claims.services.actors.decide import Details, add_actor, record
from claims.services.actors.state import lock_actors, state_of, write_aliases
from claims.services.correction import Correction, SpeakerChoice
from claims.services.group import lock_families_of
from claims.services.refusals import Refused, Stale
from claims.services.review import Decision, decide_each

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import User

__all__ = ["MOST", "split_actor"]

MOST = 1_000
SPEAKING = (
    "speakers__actor__canonical",
    "speakers__on_behalf_of",
    "speakers__position__organization",
    "speakers__position__office",
)


def split_actor(
    actor: Actor,
    by: User,
    version: int,
    name: str,
    kind: str,
    aliases: Collection[str],
    claims: Collection[int],
    *,
    note: str = "",
) -> Actor:
    """The new actor. All is one decision, undone as one. Raises Refused and Stale, and changes nothing then."""
    if len(claims) > MOST:
        raise Refused(f"At most {MOST} claims move at once; {len(claims)} were chosen.")
    together = uuid.uuid4()
    with transaction.atomic():
        lock_families_of(claims)
        (actor,) = lock_actors(actor)
        if actor.version != version:
            raise Stale(actor, version, {"name": name, "aliases": aliases, "note": note}, state_of(actor))
        own = set(actor.aliases.values_list("text", flat=True))
        if strange := set(aliases) - own:
            raise Refused(f"“{actor}” is not known as “{min(strange)}”.")
        if actor.name in aliases:
            raise Refused(f"“{actor}” keeps its own name; rename it first.")
        before = state_of(actor)
        write_aliases(actor, sorted(own - set(aliases)))
        record(actor, by, Review.Action.CORRECT, ["aliases"], before, note=note, together=together)
        new = add_actor(by, name, kind, Details(aliases=sorted(aliases)), note=note, together=together)
        found = list(Claim.objects.said_by(actor).filter(pk__in=claims).prefetch_related(*SPEAKING).order_by("pk"))
        if missing := set(claims) - {claim.pk for claim in found}:
            raise Refused(f"Claim {min(missing)} is not attributed to “{actor}”.")
        decisions = [Decision(claim, claim.version, Correction(speakers=_spoken(claim, actor, new))) for claim in found]
        if decisions:
            decide_each(decisions, by, Review.Action.CORRECT, note=note, together=together)
    return new


def _spoken(claim: Claim, actor: Actor, new: Actor) -> list[SpeakerChoice]:
    return [
        SpeakerChoice(
            new if speaker.who == actor else speaker.actor,
            speaker.on_behalf_of,
            None if speaker.who == actor else speaker.position,
            speaker.role,
        )
        for speaker in claim.speakers.all()
    ]
