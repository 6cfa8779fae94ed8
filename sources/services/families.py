"""Copies whose original goes, and articles whose words were turned back: links are found anew among what is left.

All of this runs under the lock of `comparing.alone`, in the caller's transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sources.models import Article, FamilyChange
from sources.services.bells import ring_after_commit
from sources.services.comparing import earliest, link_copies
from sources.services.copies import fingerprint

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def release_copies(originals: Collection[int]) -> list[Article]:
    """The copies that these articles leave behind, which are copies of nothing from now on."""
    copies = Article.objects.filter(copy_of__in=originals).exclude(pk__in=originals)
    released = list(copies.select_related("latest"))
    copies.update(copy_of=None)
    for article in released:
        article.copy_of = None
    return released


def compare_again(articles: Sequence[Article]) -> None:
    """Link these to the earliest that they are like, themselves included."""
    compared = sorted((article for article in articles if not article.removed_at), key=earliest)
    link_copies({article: fingerprint(article.latest.text) for article in compared if article.latest})
    FamilyChange.objects.bulk_create(FamilyChange(article=article) for article in compared)
    ring_after_commit("claims.regroup")
