"""Put very many claims on timelines, as `link_claims` does, when a worker has time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, LinkDue
from claims.services.link import link_claims
from claims.services.listing import hold
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["link_later", "link_waiting"]

BATCH = 100
"""Claims that are linked in one transaction."""


def link_later(claims: Iterable[Claim]) -> None:
    """Whoever answers the bell, or the sweep, links them; those whose places a decision holds, nobody has to."""
    due = [LinkDue(claim=claim) for claim in claims if not claim.holds(Claim.Field.EVENT)]
    if due:
        LinkDue.objects.bulk_create(due)
        ring_after_commit("claims.link")


def link_waiting(limit: int = BATCH) -> int:
    """Link up to `limit` claims that wait for it, but for those that another worker links. Returns how many waited."""
    with transaction.atomic():
        due = list(LinkDue.objects.select_for_update(skip_locked=True).order_by("pk")[:limit])
        claims = Claim.objects.filter(pk__in=[one.claim_id for one in due])
        hold(claims)  # before they are read: a decision may be placing one
        link_claims(claims)
        LinkDue.objects.filter(pk__in=[one.pk for one in due]).delete()
    return len(due)
