"""A claim that a colleague has open in the review queue is left to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.models import ReviewLease
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from claims.models import Claim

__all__ = ["Held", "refuse_held"]


class Held(Refused):
    """A colleague has the claim before them: the decision was not saved."""

    def __init__(self, lease: ReviewLease) -> None:
        super().__init__(f"{lease}.")
        self.lease = lease


def refuse_held(claim: Claim, by: User) -> None:
    """Raises Held. It takes no lease to decide, only that nobody else has one."""
    leases = ReviewLease.objects.running().of_others(by).filter(claim=claim)
    if other := leases.select_related("by").first():
        raise Held(other)
