"""Which decisions of a history a limited editor may undo: those about their stories, and about what stands on these."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claims.models import Link, Review

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from claims.history.entries import Entry

__all__ = ["undoable_within"]


def undoable_within(stories: Collection[int] | None, entries: Sequence[Entry]) -> list[Entry]:
    """The same entries; None is no limit. A story's making is never a limited editor's, see `claims.rights`."""
    if stories is None:
        return list(entries)
    claims = [entry.review.claim_id for entry in entries if entry.review.claim_id]
    links = Link.objects.standing().filter(claim__in=claims, story__in=stories)
    mine = set(links.values_list("claim", flat=True)) if claims else set()

    def may(review: Review) -> bool:
        if review.claim_id:
            return review.claim_id in mine
        if review.event:
            return review.event.story_id in stories
        return review.story_id in stories and review.action != Review.Action.ADD

    return [replace(entry, undoable=entry.undoable and may(entry.review)) for entry in entries]
