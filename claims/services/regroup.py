"""Regroup the claims of articles that became copies, or ceased to be: `FamilyChange` says which."""

from __future__ import annotations

from django.db import transaction

from claims.services.group import family_of, lock_family, regroup
from sources.models import Article, FamilyChange

__all__ = ["regroup_due"]

BATCH = 200


def regroup_due(limit: int = BATCH) -> int:
    """Up to `limit` changes, each family in its own transaction. Returns how many are gone; 0 where none was left."""
    before = list(FamilyChange.objects.select_related("article").order_by("pk")[:limit])
    done = set[int]()
    for change in before:
        if change.pk not in done:
            done |= _regroup(change.article)
    return len(before)


def _regroup(article: Article) -> set[int]:
    """The changes that this settles: all that were known of the family when it was locked.

    They are locked after the family, as by whoever deletes an article; what another worker holds, it settles.
    """
    with transaction.atomic():
        try:
            root = lock_family(article)
        except Article.DoesNotExist:  # deleted meanwhile, and the change with it
            return set()
        changes = FamilyChange.objects.filter(article__in=family_of(root)).select_for_update(skip_locked=True)
        known = set(changes.values_list("pk", flat=True))
        regroup(article)
        FamilyChange.objects.filter(pk__in=known).delete()
    return known
