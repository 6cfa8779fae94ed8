"""Two claims of one text become one: the first gets the words of both, the other is rejected, as one decision."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction

from claims.models import Claim, Review
from claims.services.correction import Correction
from claims.services.group import lock_family_of
from claims.services.refusals import Refused
from claims.services.review import decide
from claims.services.spans import Marked

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["join_claims"]


def join_claims(
    claim: Claim,
    other: Claim,
    by: User,
    version: int,
    other_version: int,
    marked: Marked | None = None,
    *,
    note: str = "",
) -> tuple[Review, Review]:
    """`marked` is what the words of the first are to be. What one of them calls what was said stays that in both.

    Raises Refused for claims of two texts, and for a word that is another part in each; Stale for whichever was
    changed.
    """
    if claim.pk == other.pk:
        raise Refused("A claim cannot be joined with itself.")
    if claim.snapshot_id != other.snapshot_id:
        raise Refused("Only claims of one text can be joined.")
    together = uuid.uuid4()
    with transaction.atomic():
        lock_family_of(claim.snapshot_id)
        claim, other = (Claim.objects.select_related("snapshot").get(pk=one.pk) for one in (claim, other))
        if other.state in (Claim.State.REJECTED, Claim.State.WITHDRAWN):
            raise Refused(f"Claim {other.pk} is {other.get_state_display()}; there is nothing of it to join.")
        spans = Correction(spans=_both(marked or _spans(claim), _spans(other), claim.snapshot.text))
        corrected = decide(claim, by, Review.Action.CORRECT, version, spans, note=note, together=together)
        rejected = decide(other, by, Review.Action.REJECT, other_version, note=note, together=together)
        return corrected, rejected


def _spans(claim: Claim) -> Marked:
    return Marked(claim.content, claim.source, claim.cue)


def _both(claim: Marked, other: Marked, text: str) -> Marked:
    return Marked(
        _joined(claim.content + other.content, text),
        _joined(claim.source + other.source, text),
        _joined(claim.cue + other.cue, text),
    )


def _joined(spans: list[list[int]], text: str) -> list[list[int]]:
    """Pieces with nothing but white space between them are one."""
    joined: list[list[int]] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined
