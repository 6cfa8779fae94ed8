"""Who has which claim before them. Nobody else is given it until the lease is let go or runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.utils import timezone

from claims.models import ReviewLease, ReviewSkip
from claims.queue import in_line, is_waiting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

__all__ = ["LEASE", "hold", "keep", "leave", "let_go", "put_off", "take"]

LEASE = timedelta(minutes=5)

# A claim whose row is locked is being decided, or written by the machine, at this moment: it is passed over, not waited
# for. Of two who take the same claim the second waits for the first's row and then finds a lease that runs.
TAKE = """
INSERT INTO claims_reviewlease AS lease (claim_id, by_id, taken, until)
SELECT id, %(person)s, %(now)s, %(until)s FROM claims_claim WHERE id = %(claim)s FOR KEY SHARE SKIP LOCKED
ON CONFLICT (claim_id) DO UPDATE SET by_id = excluded.by_id, until = excluded.until,
    taken = CASE WHEN %(open)s AND lease.by_id = excluded.by_id THEN lease.taken ELSE excluded.taken END
WHERE lease.until <= %(now)s OR lease.by_id = excluded.by_id
RETURNING claim_id
"""


def take(
    values: dict[str, Any],
    person: AbstractBaseUser | AnonymousUser,
    stories: Collection[int] | None,
    besides: Collection[int] = (),
) -> int | None:
    """The claim that is the person's turn, leased to them; None where nothing waits that nobody else has."""
    for key in in_line(values, person, stories, besides):
        if hold(key, person):
            if is_waiting(key, values, stories):
                return key
            let_go([key], person)  # somebody decided it after the line was read
    return None


def hold(key: int, person: AbstractBaseUser | AnonymousUser, *, still: bool = False) -> bool:
    """Take the claim, or renew the lease on it, also as one that is `still` open. False where somebody else has it, or
    it is being written."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"claim": key, "person": person.pk, "now": now, "until": now + LEASE, "open": still})
        return cursor.fetchone() is not None


def keep(keys: Iterable[int], person: AbstractBaseUser | AnonymousUser) -> dict[int, ReviewLease]:
    """Renew the person's leases, also those that ran out, unless somebody else took the claim meanwhile: these leases
    are returned."""
    lost = [key for key in keys if not hold(key, person, still=True)]
    others = ReviewLease.objects.running().of_others(person).filter(pk__in=lost).select_related("by")
    return {lease.claim_id: lease for lease in others}


def let_go(keys: Iterable[int], person: AbstractBaseUser | AnonymousUser) -> None:
    ReviewLease.objects.of(person).filter(pk__in=list(keys)).delete()


def leave(shown: Mapping[int, datetime], person: AbstractBaseUser | AnonymousUser) -> None:
    """A page with these claims closes; they were shown at these moments. What was opened again since is before the
    person on the page that follows."""
    for key, at in shown.items():
        ReviewLease.objects.of(person).filter(pk=key, taken__lte=at).delete()


def put_off(key: int, person: AbstractBaseUser | AnonymousUser, at: datetime | None = None) -> None:
    """The claim goes back to the queue, and comes to this person after all others."""
    at = at or timezone.now()
    ReviewSkip.objects.update_or_create(claim_id=key, by_id=person.pk, defaults={"at": at})
    let_go([key], person)
