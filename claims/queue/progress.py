"""How far a person is today, by themselves: of so many claims that the queue held and holds, so many are decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from claims.listing.criteria import fitting
from claims.listing.facets import CEILING
from claims.models import ListedClaim, Review
from claims.queue.line import count_waiting

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

__all__ = ["Progress", "progress_of"]

CHANGED = ("state", "doubtful", "reported", "confidence")
"""What a decision may change; a claim that was decided is counted without regard to these."""


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    waiting: int
    """At most CEILING + 1."""

    @property
    def capped(self) -> bool:
        return self.waiting > CEILING

    @property
    def total(self) -> str:
        return f"{CEILING:,}+" if self.capped else f"{self.done + self.waiting:,}"


def progress_of(
    values: dict[str, Any], person: AbstractBaseUser | AnonymousUser, stories: Collection[int] | None
) -> Progress:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Review.objects.in_force().filter(by=person.pk, at__gte=midnight, claim__isnull=False)
    decided = mine.exclude(action=Review.Action.NOTE).newest_first().values("claim")[:CEILING]
    among = fitting(ListedClaim.objects.filter(pk__in=decided), {**values, **dict.fromkeys(CHANGED)})
    return Progress(among.count(), count_waiting(values, stories))
