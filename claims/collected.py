"""A collection as it is read: its items with the claims that they stand for now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.in_sentences import in_sentences
from claims.models import Claim
from claims.services.collect import latest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import CollectionItem

__all__ = ["Collected", "collected"]


@dataclass(frozen=True, slots=True)
class Collected:
    item: CollectionItem
    claim: Claim | None
    """Fetched for display; None where there is none any more, or its article was taken down."""
    continued: bool
    """The article's text changed, and the claim was carried on to the new one."""

    @property
    def outdated(self) -> bool:
        return self.claim is not None and self.claim.snapshot.article.latest_id != self.claim.snapshot_id


def collected(items: Sequence[CollectionItem]) -> list[Collected]:
    """In a fixed number of queries, however many there are."""
    latest = latest_of([item.claim_id for item in items if item.claim_id])
    claims = Claim.objects.filter(pk__in=latest.values(), snapshot__article__removed_at__isnull=True)
    shown = {claim.pk: claim for claim in in_sentences(list(claims.for_display()))}
    return [
        Collected(
            item,
            shown.get(latest.get(item.claim_id or 0, 0)),
            latest.get(item.claim_id or 0, item.claim_id) != item.claim_id,
        )
        for item in items
    ]
