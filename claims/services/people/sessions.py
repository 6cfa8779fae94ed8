"""A person's sessions, ended at once wherever they are."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from axes.models import AccessLog
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import User

__all__ = ["end_sessions"]


@transaction.atomic
def end_sessions(person: User, *, but: str = "") -> int:
    """How many ended; the one with the key `but` goes on. A session does not say in its row whose it is: all that have
    not expired are opened, which is a matter of milliseconds for a newsroom's."""
    now = timezone.now()
    theirs = [
        session.session_key
        for session in Session.objects.filter(expire_date__gt=now).exclude(session_key=but).iterator()
        if session.get_decoded().get(SESSION_KEY) == str(person.pk)
    ]
    Session.objects.filter(session_key__in=theirs).delete()
    hashes = [sha256(key.encode()).hexdigest() for key in theirs]
    AccessLog.objects.filter(session_hash__in=hashes, logout_time__isnull=True).update(logout_time=now)
    return len(theirs)
