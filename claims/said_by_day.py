"""How much was said on each day, and how much of it awaits a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q

from claims.listing.facets import CEILING
from claims.models import Claim, ClaimSpeaker, Report
from claims.models.claims import DOUBTFUL_BELOW

if TYPE_CHECKING:
    from datetime import date

    from claims.models import ClaimQuerySet

__all__ = ["Day", "by_day"]


@dataclass(frozen=True, slots=True)
class Day:
    count: int = 0
    proposed: int = 0
    doubtful: int = 0
    reported: int = 0

    def __add__(self, other: Day) -> Day:
        return Day(
            self.count + other.count,
            self.proposed + other.proposed,
            self.doubtful + other.doubtful,
            self.reported + other.reported,
        )


def by_day(claims: ClaimQuerySet) -> dict[date | None, Day]:
    """Of the newest claims up to the ceiling, in one query; None is no day."""
    newest = Claim.objects.filter(pk__in=claims.newest_first().values("pk")[:CEILING])
    proposed = Q(state=Claim.State.PROPOSED)
    nobody = Q(~Exists(ClaimSpeaker.objects.filter(claim=OuterRef("pk"))), unnamed="")
    days = (
        newest.order_by()
        .values_list("day")
        .annotate(
            count=Count("pk"),
            proposed=Count("pk", filter=proposed),
            unsure=Count("pk", filter=proposed & (Q(confidence__lt=DOUBTFUL_BELOW) | nobody)),
            reported=Count("pk", filter=Q(pk__in=Report.objects.open().leading_claims())),
        )
    )
    return {day: Day(*counts) for day, *counts in days}
