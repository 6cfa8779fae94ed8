"""How many claims articles and stories have, for a batch of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Min

from claims.models import Claim, Link

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claims.models import Story
    from claims.models.stories import LinkQuerySet
    from sources.models import Article

__all__ = ["claims_about", "claims_in", "links_of"]


def claims_in(articles: Iterable[Article]) -> dict[int, int]:
    """The standing claims of each article, by its key."""
    standing = Claim.objects.standing().filter(snapshot__article__in=articles).order_by()
    return dict(standing.values_list("snapshot__article").annotate(number=Count("pk")))


def links_of(stories: Iterable[Story]) -> LinkQuerySet:
    """The links that claims count by."""
    standing = Claim.objects.standing().distinct_claims().order_by().values("pk")
    keys = [story.pk for story in stories]
    return Link.objects.standing().filter(story__in=keys, claim__in=standing).order_by()


def claims_about(stories: Iterable[Story]) -> dict[int, dict[str, Any]]:
    """`number` of claims, `first` and `last` day of speaking, by the story's key."""
    rows = links_of(stories).values("story")
    counted = rows.annotate(number=Count("claim", distinct=True), first=Min("claim__day"), last=Max("claim__day"))
    return {row["story"]: dict(row) for row in counted}
