"""When a person was last here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from claims.models import Claim, Visit

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

__all__ = ["STAY", "note_visit"]

STAY = timedelta(minutes=30)
"""Whoever comes back within this time is still here: what was new stays new, and nothing is written."""


def note_visit(person: AbstractBaseUser | AnonymousUser) -> Visit:
    """The visit that goes on, or one that begins now."""
    visit = Visit.objects.filter(person=person.pk).first()
    now = timezone.now()
    if visit and visit.at > now - STAY:
        return visit
    return _begin(person, visit, now)


@transaction.atomic
def _begin(person: AbstractBaseUser | AnonymousUser, visit: Visit | None, now: datetime) -> Visit:
    newest = Claim.objects.aggregate(key=Max("pk"))["key"] or 0
    if visit:  # of two tabs at once, one begins it
        stale = Visit.objects.filter(person=person.pk, at=visit.at)
        stale.update(at_before=F("at"), newest_before=F("newest"), at=now, newest=newest)
    else:
        Visit.objects.get_or_create(person_id=person.pk, defaults={"at": now, "newest": newest})
    return Visit.objects.get(person=person.pk)
