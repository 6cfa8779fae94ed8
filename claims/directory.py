"""Actors with what was said: how many claims, how many on their behalf, and when last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from claims.models import Claim, ClaimSpeaker

if TYPE_CHECKING:
    from actors.models import ActorQuerySet

__all__ = ["with_claim_counts"]


def with_claim_counts(actors: ActorQuerySet) -> ActorQuerySet:
    """Adds `claims_by`, `claims_for` (one of each group) and `last_said`. Slice or filter first: it costs per row."""
    this: Any = OuterRef("pk")
    by, behalf = ClaimSpeaker.objects.by(this), ClaimSpeaker.objects.for_(this)
    return actors.annotate(
        claims_by=_over(by, Count("claim", distinct=True), 0),
        claims_for=_over(behalf, Count("claim", distinct=True), 0),
        last_said=_over(by | behalf, Max("claim__day")),
    )


def _over(speakers: Any, aggregate: Any, default: int | None = None) -> Any:
    counted = Claim.objects.standing().distinct_claims()
    rows = speakers.filter(claim__in=counted).order_by().annotate(all=Value(1)).values("all")
    found = Subquery(rows.annotate(result=aggregate).values("result"))
    return found if default is None else Coalesce(found, default)
