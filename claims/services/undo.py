"""Take back any decision, whatever it is about; one about several things as one."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Review
from claims.services import review as claims
from claims.services.actors.decide import undo_actor
from claims.services.actors.positions import undo_position
from claims.services.decide_event import undo_event
from claims.services.decide_story import undo_story
from claims.services.group import lock_families_of
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User

__all__ = ["undo"]

UNDO: dict[str, Callable[..., Review]] = {
    "claim": claims.undo,
    "actor": undo_actor,
    "position": undo_position,
    "event": undo_event,
    "story": undo_story,
}
"""By what a review is about; each takes the review, who undoes it, `note` and `together`."""

NEVER: dict[str, str] = {
    Review.Action.UNDO: "An undo is not undone itself: decide anew, and the history keeps both.",
    Review.Action.NOTE: "A note changes nothing, so that there is nothing to undo.",
}


def undo(review: Review, by: User, *, note: str = "") -> list[Review]:
    """In one transaction. Raises Refused where one of the things that were decided together cannot be turned back."""
    if review.action in NEVER:
        raise Refused(NEVER[review.action])
    if review.together is None:
        return [_undo(review, by, note)]
    with transaction.atomic():
        parts = Review.objects.in_force().filter(together=review.together).newest_first()
        lock_families_of([one for one in parts.values_list("claim", flat=True) if one])
        if not parts:
            raise Refused("This decision was undone already.")
        together = uuid.uuid4()
        made = []
        for alike, run in groupby(parts, _leaves_words):
            if alike:
                made += claims.undo_each(list(run), by, note=note, together=together)
            else:
                made += [_undo(part, by, note, together) for part in run]
        return made


def _leaves_words(review: Review) -> bool:
    """It is about a claim whose words stay. Those turn back all at once; words do one after the other, since those of
    one claim may stand in another's way."""
    return review.claim_id is not None and Claim.Field.SPANS not in review.fields


def _undo(review: Review, by: User, note: str, together: uuid.UUID | None = None) -> Review:
    undo_one = next((one for name, one in UNDO.items() if getattr(review, f"{name}_id")), None)
    if undo_one is None:
        raise Refused("This decision cannot be undone.")
    return undo_one(review, by, note=note, together=together)
