"""How much was said on each day, and how much of it awaits a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q

from claims.listing.criteria import newest
from claims.listing.facets import CEILING
from claims.models import Claim, ListedClaim, Report
from claims.models.listing import UNDATED

if TYPE_CHECKING:
    from datetime import date

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


def by_day(values: dict[str, Any]) -> dict[date | None, Day]:
    """Of the newest claims that fit, up to the ceiling, in one query; None is no day."""
    days = (
        ListedClaim.objects.filter(pk__in=newest(values, CEILING))
        .order_by()
        .values_list("day")
        .annotate(
            count=Count("pk"),
            proposed=Count("pk", filter=Q(standing=True, state=Claim.State.PROPOSED)),
            unsure=Count("pk", filter=Q(doubtful=True)),
            reported=Count("pk", filter=Q(pk__in=Report.objects.open().leading_claims())),
        )
    )
    return {None if day == UNDATED else day: Day(*counts) for day, *counts in days}
