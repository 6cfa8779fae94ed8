"""What follows from decisions about claims, once for all that were decided together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from claims.models import Claim, Webhook
from claims.services.doubts import lift_doubts
from claims.services.group import regroup_each
from claims.services.in_force import held_by, histories_of
from claims.services.link import link_claims
from claims.services.link_later import link_later
from claims.services.webhooks.announce import announce

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Review

__all__ = ["settle"]

LINKED_AT_ONCE = 20
"""Claims. To read the articles of many takes longer than a person waits."""
Field = Claim.Field
COLUMNS: dict[str, tuple[str, ...]] = {
    Field.SPANS: (
        "content",
        "source",
        "cue",
        "position",
        "content_text",
        "source_text",
        "cue_text",
        "cue_class",
    ),
    Field.KIND: ("kind",),
    Field.SPEAKER: ("speaker_name", "unnamed"),
    Field.DATE: ("said_on", "said_on_text", "said_on_edtf", "day"),
}
"""What a decision about a field may have written to the claim itself."""


def settle(claims: Sequence[Claim], reviews: Sequence[Review]) -> None:
    """In the decisions' transaction; the claims are saved here. Held fields follow the decisions in force, then groups,
    links and doubts; who wants to hear is told."""
    histories = histories_of(claims)
    for claim in claims:
        claim.held = held_by(histories[claim.pk])
        claim.version += 1
        claim.updated_at = timezone.now()
    fields = {field for review in reviews for field in review.fields}
    columns = [column for field, columns in COLUMNS.items() if field in fields for column in columns]
    Claim.objects.bulk_update(claims, ["state", "held", "version", "updated_at", *columns])
    if fields - {Field.EVENT}:  # a group has the same words of the same speaker, wherever they are placed
        regroup_each({claim.snapshot.article_id for claim in claims})
    if len(claims) <= LINKED_AT_ONCE:
        link_claims(claims)
    else:
        link_later(claims)
    lift_doubts(claims)
    told = {one.claim_id or 0: {"review": {"id": one.pk, "action": one.action}} for one in reviews}
    announce(Webhook.Event.REVIEWED, claims, told)
