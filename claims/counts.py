"""How many claims articles and stories have, for a batch of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from claims.headings import summaries
from claims.listing.facets import CEILING
from claims.models import Claim, Heading

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.headings import Summary
    from claims.models import Story
    from sources.models import Article

__all__ = ["claims_about", "claims_in"]


def claims_in(articles: Iterable[Article]) -> dict[int, int]:
    """The standing claims of each article, by its key."""
    standing = Claim.objects.standing().filter(snapshot__article__in=articles).order_by()
    return dict(standing.values_list("snapshot__article").annotate(number=Count("pk")))


def claims_about(stories: Iterable[Story], *, most: int = CEILING + 1) -> dict[int, Summary]:
    """By the story's key; counting stops at `most`."""
    known = summaries([story.pk for story in stories], Heading.Under.STORY, most=most)
    return {key: summary for (key, _), summary in known.items()}
