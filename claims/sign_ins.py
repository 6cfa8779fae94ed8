"""Who signed in, failed to, was locked out, signed out: when, from where. Read from what django-axes writes down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.db.models import CharField, F, Q, QuerySet, Value
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["KINDS", "Asked", "SignIn", "locked_names", "sign_ins"]

KINDS = {"in": "signed in", "failed": "wrong password", "locked": "locked out", "out": "signed out"}
ORDER = list(KINDS)
"""Of what happened at the same moment."""


@dataclass(frozen=True, slots=True)
class SignIn:
    at: datetime
    kind: str
    key: int
    name: str
    address: str | None
    agent: str

    @property
    def words(self) -> str:
        return KINDS[self.kind]

    @property
    def cursor(self) -> str:
        return f"{self.at.isoformat()}~{self.kind}~{self.key}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to."""

    name: str = ""
    address: str = ""
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    """Not itself."""
    after: SignIn | None = field(default=None)
    """The last one of the page before: the list goes on with what is older."""


def sign_ins(asked: Asked, most: int) -> list[SignIn]:
    """The newest first."""
    parts = [_part(kind, asked) for kind in ORDER if not asked.kinds or kind in asked.kinds]
    rows = parts[0].union(*parts[1:], all=True).order_by("-at", "-kind", "-key")[:most]
    return [SignIn(**row) for row in rows]


def _part(kind: str, asked: Asked) -> QuerySet[Any, dict[str, Any]]:
    """What is of that kind, each row in the same columns."""
    when = "logout_time" if kind == "out" else "attempt_time"
    rows: QuerySet[Any]
    match kind:
        case "in":
            rows = AccessLog.objects.all()
        case "out":
            rows = AccessLog.objects.filter(logout_time__isnull=False)
        case _:
            rows = AccessFailureLog.objects.filter(locked_out=kind == "locked")
    if asked.name:
        rows = rows.filter(username__iexact=asked.name)
    if asked.address:
        rows = rows.filter(ip_address=asked.address)
    if asked.since:
        rows = rows.filter(**{f"{when}__gte": asked.since})
    if asked.until:
        rows = rows.filter(**{f"{when}__lt": asked.until})
    if last := asked.after:
        older, same = Q(**{f"{when}__lt": last.at}), Q(**{when: last.at})
        if kind == last.kind:
            older |= same & Q(pk__lt=last.key)
        elif kind < last.kind:
            older |= same
        rows = rows.filter(older)
    return rows.order_by().values(
        at=F(when),
        kind=Value(kind, output_field=CharField()),
        key=F("pk"),
        name=F("username"),
        address=F("ip_address"),
        agent=F("user_agent"),
    )


def cursor_of(text: str) -> SignIn | None:
    """Where a page's address says that the list goes on; None for what is no such place."""
    try:
        at, kind, key = text.split("~")
        place = SignIn(datetime.fromisoformat(at), kind, int(key), "", None, "")
    except ValueError:
        return None
    whole = place.at.tzinfo is not None and kind in KINDS and 0 < place.key < 2**63
    return place if whole and 1900 < place.at.year < 9999 else None


@dataclass(frozen=True, slots=True)
class Locked:
    name: str
    address: str | None
    since: datetime


def locked_names() -> Iterable[Locked]:
    """Names that nobody can sign in with now, from that address."""
    alive: timedelta = settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=timezone.now() - alive
    )
    return [
        Locked(one.username or "", one.ip_address, one.attempt_time) for one in attempts.order_by("-attempt_time")[:100]
    ]
