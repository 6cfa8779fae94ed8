"""A person's word that no claim of a text is missing: without it, a text teaches nothing about what is no claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claims.models import Claim, WholeReading
from claims.services.group import lock_family
from claims.services.review import Refused
from sources.models import Article, Snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["call_whole", "take_back"]


def call_whole(snapshot: Snapshot, by: User) -> WholeReading:
    """Once for a text, however often it is said. Refused while the machine's claims on it await a decision."""
    with transaction.atomic():
        _locked(snapshot)
        waiting = Claim.objects.filter(snapshot=snapshot, state=Claim.State.PROPOSED).count()
        if waiting:
            raise Refused(f"{waiting} of its claims await{'s' if waiting == 1 else ''} a decision.")
        held = WholeReading.objects.in_force().filter(snapshot=snapshot).first()
        return held or WholeReading.objects.create(snapshot=snapshot, by=by)


def take_back(snapshot: Snapshot, by: User) -> bool:
    """False where nobody's word stands."""
    with transaction.atomic():
        _locked(snapshot)
        standing = WholeReading.objects.in_force().filter(snapshot=snapshot)
        return bool(standing.update(taken_back_by=by, taken_back_at=timezone.now()))


def _locked(snapshot: Snapshot) -> None:
    article = Article.objects.get(pk=snapshot.article_id)
    lock_family(article)
    article.refresh_from_db()
    if article.removed_at or article.latest_id != snapshot.pk:
        raise Refused("This is no longer the article’s text.")
