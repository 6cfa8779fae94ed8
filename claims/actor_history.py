"""All decisions that made an actor what it is: about itself, its positions, and what was merged into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from actors.models import Actor
from claims.models import Review

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["history_of"]

SHOWN = 100


def history_of(actor: Actor) -> Sequence[Review]:
    """The newest first."""
    mine = Actor.objects.filter(Q(pk=actor.pk) | Q(canonical=actor)).values("pk")
    about = Q(actor__in=mine) | Q(position__holder__in=mine)
    known = Review.objects.filter(about).select_related(
        "by", "undone_by", "actor", "position__holder", "position__organization", "position__office"
    )
    return list(known.newest_first()[:SHOWN])
