"""What is new in saved searches, by e-mail: a row says what is to be sent, and whether it was.

`SavedSearch.told` moves when a digest is sent: what one failed to tell stands in the next.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from claims.access import role_of
from claims.in_sentences import in_sentences
from claims.listing.facets import CEILING
from claims.models import Claim, Digest, SavedSearch
from claims.saved_searches import entries_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import ListedClaimQuerySet

__all__ = ["latest_of", "make_due", "send", "sign", "stop"]

BEGINS = timedelta(hours=5)
"""Of the day, UTC: the digest is there when people come to work."""
SETTLED = timedelta(minutes=5)
"""A claim that is younger waits for the next digest: one with a smaller key may not be committed yet."""
PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=6))
MOST = 30
"""Claims in a mail; a link leads to the others."""
AT_ONCE = 500
SALT = "onrecord.digest"


def make_due(now: datetime | None = None) -> list[int]:
    """Rows for searches whose day or week has begun; the keys of all digests that are to be sent now."""
    now = now or timezone.now()
    day = (now - BEGINS).date()
    monday = day - timedelta(day.weekday())
    for alert, period in ((SavedSearch.Alert.DAILY, day), (SavedSearch.Alert.WEEKLY, monday)):
        due = SavedSearch.objects.filter(alert=alert).exclude(digests__period=period)
        for key in due.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
            _make(key, period, now)
    return list(Digest.objects.unsent().filter(next_at__lte=now).values_list("pk", flat=True)[:AT_ONCE])


@transaction.atomic
def _make(key: int, period: date, now: datetime) -> None:
    search = SavedSearch.objects.select_for_update().filter(pk=key).first()
    if not search or search.digests.filter(period=period).exists():
        return
    settled = Claim.objects.filter(created_at__lte=now - SETTLED).order_by("-pk").values_list("pk", flat=True)
    upto = max(search.told, settled.first() or 0)
    count = _new(search, search.told, upto)[: CEILING + 1].count()
    search.digests.filter(sent_at__isnull=True).update(next_at=None)  # this one tells what they did not
    Digest.objects.create(
        saved=search, period=period, after=search.told, upto=upto, count=count, next_at=now if count else None
    )
    if not count:
        SavedSearch.objects.filter(pk=key).update(told=upto)


def _new(search: SavedSearch, after: int, upto: int) -> ListedClaimQuerySet:
    return entries_of([search])[0].claims.filter(pk__gt=after, pk__lte=upto)


@transaction.atomic
def send(key: int, now: datetime | None = None) -> bool:
    """Whether it was sent now. Its row is locked meanwhile, so that no other worker sends it, too."""
    now = now or timezone.now()
    rows = Digest.objects.unsent().select_for_update(skip_locked=True, of=("self",))
    digest = rows.select_related("saved__owner").filter(pk=key, next_at__lte=now).first()
    if not digest:
        return False
    search, owner = digest.saved, digest.saved.owner
    if search.alert == SavedSearch.Alert.NONE or not role_of(owner):
        return _give_up(digest, "")
    if not owner.email:
        return _give_up(digest, "You have no e-mail address here; an admin can enter one.")
    try:
        _mail(digest).send()
    except (OSError, SMTPException, ValueError) as error:
        digest.attempts += 1
        digest.error = str(error)[:500] or type(error).__name__
        digest.next_at = now + PAUSES[digest.attempts - 1] if digest.attempts <= len(PAUSES) else None
        digest.save(update_fields=["attempts", "error", "next_at"])
        return False
    digest.sent_at, digest.error, digest.next_at = now, "", None
    digest.save(update_fields=["sent_at", "error", "next_at"])
    SavedSearch.objects.filter(pk=search.pk).update(told=digest.upto)
    return True


def _give_up(digest: Digest, error: str) -> bool:
    digest.error, digest.next_at = error, None
    digest.save(update_fields=["error", "next_at"])
    return False


@dataclass(frozen=True, slots=True)
class _Line:
    claim: Claim
    words: str
    address: str


def _mail(digest: Digest) -> EmailMultiAlternatives:
    search, site = digest.saved, settings.SITE_URL
    keys = list(_new(search, digest.after, digest.upto).newest_first().values_list("pk", flat=True)[:MOST])
    claims = in_sentences(list(Claim.objects.filter(pk__in=keys).newest_first().for_display()))
    stop_address = f"{site}/digests/{sign(search)}/"
    context: dict[str, Any] = {
        "search": search,
        "listing": entries_of([search])[0].listing,
        "count": digest.count,
        "ceiling": CEILING,
        "lines": [
            _Line(claim, "".join(run.text for run in claim.sentence), f"{site}{claim.get_absolute_url()}")
            for claim in claims
        ],
        "more": digest.count - len(claims),
        "site": site,
        "address": f"{site}{search.get_absolute_url()}",
        "stop": stop_address,
    }
    several = f"{digest.count} new claims" if digest.count <= CEILING else f"more than {CEILING} new claims"
    mail = EmailMultiAlternatives(
        subject=f"{'1 new claim' if digest.count == 1 else several}: {search.name}",
        body=render_to_string("mail/digest.txt", context),
        to=[search.owner.email],
        headers={
            "List-Unsubscribe": f"<{stop_address}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string("mail/digest.html", context), "text/html")
    return mail


def sign(search: SavedSearch) -> str:
    """For the address under which a search's digests are stopped without signing in."""
    return signing.Signer(salt=SALT).sign(str(search.pk)).replace(":", ".")


def stop(signed: str, *, really: bool) -> SavedSearch | None:
    """The search that was signed, if it was; with `really` it is told by mail no longer."""
    try:
        key = signing.Signer(salt=SALT).unsign(signed.replace(".", ":", 1))
    except signing.BadSignature:
        return None
    search = SavedSearch.objects.filter(pk=key).first()
    if search and really:
        search.alert = SavedSearch.Alert.NONE
        search.save(update_fields=["alert"])
    return search


def latest_of(searches: Sequence[SavedSearch]) -> dict[int, Digest]:
    """The last digest of each search that had one, by the search's key."""
    digests = Digest.objects.filter(saved__in=searches).order_by("saved_id", "-period").distinct("saved_id")
    return {digest.saved_id: digest for digest in digests}
