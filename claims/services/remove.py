"""Remove articles with all that was made of them, and turn articles back to what they were.

Runs in the caller's transaction, which holds the lock of `comparing.alone` and those of the articles' families.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from claims.models import Claim, ClaimGroup
from claims.services.group import regroup_later
from claims.services.undo_rules import TAKEN
from sources import addresses
from sources.models import Article, Snapshot
from sources.services.families import compare_again, release_copies

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sources.models import ImportRow

__all__ = ["remove_articles", "turn_back"]

OWN = ("latest", "snapshot", "undone")
"""What a row notes beside fields that have an earlier value."""


def remove_articles(articles: Collection[int]) -> None:
    """With texts, runs, claims; none of the claims has a review. Copies are linked anew; actors stay."""
    released = release_copies(articles)
    _remove_claims(articles, Q(snapshot__article__in=articles))
    Article.objects.filter(pk__in=articles).delete()
    compare_again(released)


def turn_back(article: Article, rows: Sequence[ImportRow]) -> str:
    """Undo these updates of the article, given latest first. Returns why that cannot be, else the empty string."""
    before, came = {}, []
    for row in rows:
        before |= row.before or {}
        came += [row.before["snapshot"]] if row.before and "snapshot" in row.before else []
    for name, value in before.items():
        if name not in OWN:
            field = Article._meta.get_field(name)
            setattr(article, field.attname, field.to_python(value))  # type: ignore[union-attr]
    article.url_key = addresses.key(article.url) if article.url else None
    same = Q(url_key=article.url_key) if article.url_key else Q()
    if article.external_id:
        same |= Q(outlet=article.outlet_id, external_id=article.external_id)
    if same and Article.objects.filter(same).exclude(pk=article.pk).exists():
        return TAKEN
    if came:
        article.latest = Snapshot.objects.filter(pk=before["latest"]).first() if before["latest"] else None
    article.save()
    regroup_later([article.pk])  # its claims count again, or in another order
    if came:
        _remove_claims([article.pk], Q(snapshot__in=came))
        Snapshot.objects.filter(pk__in=came).delete()
        compare_again([article])
    return ""


def _remove_claims(articles: Collection[int], which: Q) -> None:
    """Those that shared a group with them count by themselves until they are grouped again."""
    claims = Claim.objects.filter(which)
    groups = set(claims.filter(group__isnull=False).values_list("group", flat=True))
    others = Claim.objects.filter(group__in=groups).exclude(which)
    mates = set(others.values_list("snapshot__article", flat=True)).difference(articles)
    Claim.objects.filter(group__in=groups).update(group=None, leads=True)
    ClaimGroup.objects.filter(pk__in=groups).delete()
    claims.filter(continues__isnull=False).update(continues=None)
    claims.delete()
    regroup_later(mates)
