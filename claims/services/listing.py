"""The reading index as a whole, and that of decided patterns: where they differ from what they index, and making them
anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from claims.models import ListedClaim

if TYPE_CHECKING:
    from claims.models import ClaimQuerySet

__all__ = ["Differences", "differences", "hold", "rebuild"]

# Each table beside the view that defines it, in both directions.
_DIFFERING = """
SELECT count(DISTINCT claim_id) FROM (
    (SELECT {columns} FROM {table} EXCEPT SELECT {columns} FROM {view})
    UNION ALL (SELECT {columns} FROM {view} EXCEPT SELECT {columns} FROM {table})
) differing
"""


@dataclass(frozen=True, slots=True)
class Differences:
    """Numbers of claims."""

    listed: int
    headings: int
    patterns: int = 0


def differences() -> Differences:
    listed = (
        "claim_id, day, article_id, outlet_id, kind, cue_class, state, confidence, standing, doubtful, speakers,"
        " behalf, positions, stories, events, meant, search"
    )
    return Differences(
        _count(table="claims_listedclaim", view="claims_listing", columns=listed),
        _count(table="claims_heading", view="claims_headings", columns="claim_id, under, key, day"),
        _count(table="claims_decidedpattern", view="claims_patterns", columns="claim_id, key, outlet_id, family, kept"),
    )


def rebuild() -> None:
    """Whoever reads lists waits meanwhile: a minute for a million claims."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT list_all_claims_again(), note_all_patterns_again()")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_listedclaim, claims_heading, claims_decidedpattern")


def hold(claims: ClaimQuerySet) -> None:
    """Lock the rows of these claims in order, before a transaction changes several of them: so two that change the
    same claims wait for each other once, and not crosswise."""
    held = ListedClaim.objects.filter(pk__in=claims.order_by().values("pk")).order_by("pk").select_for_update()
    list(held.values_list("pk", flat=True))


def _count(**parts: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERING.format(**parts))
        return int(cursor.fetchone()[0])
