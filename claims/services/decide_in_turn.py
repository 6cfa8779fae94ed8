"""A decision from the review queue: refused while a colleague has the claim, saved once however often it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Review, ReviewLease
from claims.services.held import refuse_held
from claims.services.refusals import Refused, Stale
from claims.services.review import decide

if TYPE_CHECKING:
    import uuid

    from django.contrib.auth.models import User

    from claims.services.correction import Correction

__all__ = ["decide_in_turn"]


def decide_in_turn(
    claim: Claim,
    by: User,
    action: str,
    version: int,
    correction: Correction | None = None,
    *,
    note: str = "",
    sent: uuid.UUID | None = None,
) -> Review:
    """As `decide`; afterwards the claim is free. Raises Held where a colleague has it before them.

    `sent` names the sending: where the connection broke before the answer came, and it is sent again, the review that
    was saved is the answer.
    """
    if saved := _saved(claim, by, sent):
        return saved
    try:
        with transaction.atomic():
            refuse_held(claim, by)
            review = decide(claim, by, action, version, correction, note=note, together=sent)
            ReviewLease.objects.filter(claim=review.claim).delete()
            return review
    except Stale:
        if saved := _saved(claim, by, sent):  # the other sending was still on its way
            return saved
        raise


def _saved(claim: Claim, by: User, sent: uuid.UUID | None) -> Review | None:
    saved = Review.objects.filter(together=sent).first() if sent else None
    if saved and (saved.claim_id, saved.by_id) != (claim.pk, by.pk):
        raise Refused("Another decision has this name; send it again.")
    return saved
