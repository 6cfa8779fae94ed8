"""Two actors that look like one and are not: remembered, so that nobody is asked again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Review
from claims.services.actors.state import lock_actors, state_of
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import User

    from actors.models import Actor

__all__ = ["FIELD", "tell_apart", "told_apart"]

FIELD = "distinct"


def tell_apart(actor: Actor, other: Actor, by: User, *, note: str = "") -> Review:
    """One review, about the older of the two; undone, the pair is proposed again. It changes neither, so that nobody's
    open form grows stale."""
    if actor == other:
        raise Refused(f"“{actor}” is itself.")
    with transaction.atomic():
        one, other = sorted(lock_actors(actor, other), key=lambda each: each.pk)
        if frozenset((one.pk, other.pk)) in told_apart([one.pk]):
            raise Refused(f"“{one}” and “{other}” are told apart already.")
        before = state_of(one)
        after = {**before, FIELD: other.pk, "apart": other.name}
        told = {"fields": [FIELD], "before": before, "after": after, "note": note.strip()}
        return Review.objects.create(actor=one, by=by, action=Review.Action.CORRECT, **told)


def told_apart(actors: Collection[int]) -> set[frozenset[int]]:
    """The pairs whose older one is among these."""
    said = Review.objects.in_force().filter(actor__in=actors, fields__contains=[FIELD])
    return {frozenset((actor, after[FIELD])) for actor, after in said.values_list("actor", "after")}
