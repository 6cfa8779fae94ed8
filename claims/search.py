"""The words of a search, marked where they stand in the claims that it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchHeadline

from claims.models.claims import words_query

if TYPE_CHECKING:
    from claims.models import ClaimQuerySet

HIT_STARTS, HIT_ENDS = "\ue000", "\ue001"
"""Private-use characters: no markup that would have to be told from the text's own."""


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
