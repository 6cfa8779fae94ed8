"""Keep stories from being taken back while something is put on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from claims.models import Story
from claims.services.refusals import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["demand_standing", "hold_stories"]


def hold_stories(keys: Iterable[int]) -> set[int]:
    """Those that stand, until the transaction ends; whoever takes one back waits, and nobody else does."""
    with connection.cursor() as cursor:
        standing = "SELECT id FROM claims_story WHERE id = ANY(%s) AND NOT taken_back ORDER BY id FOR KEY SHARE"
        cursor.execute(standing, [sorted(set(keys))])
        return {key for (key,) in cursor.fetchall()}


def demand_standing(keys: Iterable[int]) -> None:
    """Raises Refused where one was taken back, meanwhile or before."""
    asked = set(keys)
    if gone := Story.everything.filter(pk__in=asked - hold_stories(asked)).first():
        raise Refused(f"“{gone}” was taken back: there is no such story any more.", gone)
