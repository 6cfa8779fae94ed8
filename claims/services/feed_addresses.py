"""Secret addresses of feeds: made, recognised, revoked. A search has one at a time, and so has everything else."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from claims.models import FeedAddress

if TYPE_CHECKING:
    from claims.models import SavedSearch

__all__ = ["find", "make", "note_use", "revoke"]

MINUTE = timedelta(minutes=1)


@transaction.atomic
def make(owner: User, saved: SavedSearch | None) -> str:
    """The token, which is shown this once; the address that was there before is revoked."""
    User.objects.select_for_update().get(pk=owner.pk)
    revoke(owner, saved)
    token = secrets.token_urlsafe(32)
    FeedAddress.objects.create(owner=owner, saved=saved, digest=_digest(token))
    return token


def revoke(owner: User, saved: SavedSearch | None) -> bool:
    """Whether there was one."""
    return bool(FeedAddress.objects.live().filter(owner=owner, saved=saved).update(revoked_at=timezone.now()))


def find(token: str) -> FeedAddress | None:
    """The address with this token, revoked or not."""
    return FeedAddress.objects.select_related("owner", "saved").filter(digest=_digest(token)).first()


def note_use(address: FeedAddress) -> None:
    """To the minute: a reader that asks often would else write as often."""
    now = timezone.now()
    stale = Q(used_at__isnull=True) | Q(used_at__lte=now - MINUTE)
    FeedAddress.objects.filter(stale, pk=address.pk).update(used_at=now)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
