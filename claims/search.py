"""The words of a search: whether they look for anything, and where they stand in the claims that they found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchHeadline
from django.db import connection

from claims.models.claims import straight, words_query
from claims.sentences import HIT_ENDS, HIT_STARTS

if TYPE_CHECKING:
    from claims.models import ClaimQuerySet

__all__ = ["HIT_ENDS", "HIT_STARTS", "fault_of", "with_headlines"]


def fault_of(words: str) -> str:
    """Why no index can answer a search for these words, as a sentence; empty where one can."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(asked), querytree(asked) FROM websearch_to_tsquery('onrecord', %s) asked", [straight(words)]
        )
        nodes, indexed = cursor.fetchone()
    if not nodes:
        return f"“{words}” has no words to look for: write at least one, for example dam, “first phase” or dam -drone."
    if indexed == "T":
        return f"“{words}” only says what to leave out: write also a word to look for, for example dam -drone."
    return ""


def with_headlines(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    """Adds `headline`: the whole content, its hits between HIT_STARTS and HIT_ENDS. It costs time per row: slice."""
    query = words_query(words)
    return claims.annotate(
        headline=SearchHeadline(
            "content_text",
            query,
            config="onrecord",
            start_sel=HIT_STARTS,
            stop_sel=HIT_ENDS,
            highlight_all=True,
        )
    )
