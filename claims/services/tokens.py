"""Tokens for programs: made, recognised, revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from claims.models import ApiToken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

__all__ = ["make", "recognise", "revoke"]

BEGINS = "onrecord_"
SHOWN = len(BEGINS) + 6
MINUTE = timedelta(minutes=1)


def make(owner: User, name: str, scopes: Sequence[str], days: int | None) -> tuple[ApiToken, str]:
    """The token, and the secret that is shown this once. Without `days` it does not expire."""
    secret = BEGINS + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        owner=owner,
        name=name,
        prefix=secret[:SHOWN],
        digest=_digest(secret),
        scopes=sorted(set(scopes)),
        expires_at=timezone.now() + timedelta(days=days) if days else None,
    )
    return token, secret


def recognise(secret: str) -> ApiToken | None:
    """The valid token with this secret. That it was used is written once a minute."""
    now = timezone.now()
    token = ApiToken.objects.valid(now).select_related("owner").filter(digest=_digest(secret)).first()
    if token and (token.used_at is None or token.used_at <= now - MINUTE):
        stale = Q(used_at__isnull=True) | Q(used_at__lte=now - MINUTE)
        ApiToken.objects.filter(stale, pk=token.pk).update(used_at=now)
    return token


def revoke(token: ApiToken) -> bool:
    """Whether it was valid until now."""
    return bool(ApiToken.objects.filter(pk=token.pk, revoked_at__isnull=True).update(revoked_at=timezone.now()))


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
