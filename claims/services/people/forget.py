"""What need not be kept: sessions that ran out, and sign-ins of long ago."""

from __future__ import annotations

from datetime import timedelta

from axes.models import AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

__all__ = ["forget_old_sign_ins"]


def forget_old_sign_ins() -> int:
    """How many rows went."""
    now = timezone.now()
    before = now - timedelta(days=settings.SIGN_INS_DAYS)
    old = (
        Session.objects.filter(expire_date__lt=now),
        AccessLog.objects.filter(attempt_time__lt=before),
        AccessFailureLog.objects.filter(attempt_time__lt=before),
    )
    return sum(rows.delete()[0] for rows in old)
