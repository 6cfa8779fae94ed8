"""What waits for an editor, in the order in which it matters: doubt times reach, what people reported first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from claims.listing.criteria import NARROWING, listed_by
from claims.listing.facets import CEILING
from claims.listing.paging import Cursors
from claims.listing.places import read_newest
from claims.models import Claim, ListedClaim, ReviewSkip
from claims.models.listing import WORTH, facet

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from claims.models import ListedClaimQuerySet

__all__ = ["CONSIDERED", "OFFERED", "count_waiting", "in_line", "is_waiting"]

CONSIDERED = 2_000
"""Of claims without doubt the newest so many are put in order."""
REPORTED = 500
OFFERED = 30
"""So many are found at a time: more than colleagues take in the same moment."""
PUT_OFF = timedelta(hours=12)


ALL = "WITH"
# The best are looked through first: the table's name stands for the best of its rows, which an index has in order.
AMONG_THE_BEST = """
WITH claims_listedclaim AS MATERIALIZED (
    SELECT * FROM claims_listedclaim WHERE doubtful
    ORDER BY claims_worth(confidence, speakers, reach) DESC, day DESC, claim_id DESC LIMIT 2000
),
"""
# Those that fit are found before they are put in order, however many the planner takes them for.
BEST = """
fitting (claim_id, worth, day) AS MATERIALIZED ({fitting})
SELECT claim_id FROM fitting
WHERE claim_id <> ALL(%s)
    AND NOT EXISTS (
        SELECT FROM claims_reviewlease lease
        WHERE lease.claim_id = fitting.claim_id AND lease.by_id <> %s AND lease.until > %s
    )
ORDER BY worth DESC, day DESC, claim_id DESC LIMIT %s
"""


def in_line(
    values: dict[str, Any],
    person: AbstractBaseUser | AnonymousUser,
    stories: Collection[int] | None,
    besides: Collection[int] = (),
) -> list[int]:
    """Keys of the claims that fit `values` and are on one of `stories`, where the person is limited to some, without
    those that somebody else has before them and `besides`: what was reported, what is doubtful, and what else waits,
    each by what it is worth. What the person put off comes last."""
    machine, reported = _waiting(values, stories)
    skipped = ReviewSkip.objects.filter(by=person.pk, at__gt=timezone.now() - PUT_OFF)
    off = list(skipped.order_by("at").values_list("claim", flat=True))
    told = list(reported.order_by("-pk").values_list("pk", flat=True)[:REPORTED])
    found = _best(ListedClaim.objects.filter(pk__in=told), person, {*besides, *off})
    if len(found) < OFFERED:
        doubtful, others = _doubtful(machine, values, stories), {*besides, *off, *told}
        best = _best(doubtful, person, others, among=AMONG_THE_BEST)
        found += best if len(best) == OFFERED else _best(doubtful, person, others)
        if len(found) < OFFERED and values.get("state") == Claim.State.PROPOSED:
            found += _best(_newest(machine), person, others)
    if off and len(found) < OFFERED:
        fitting = {key for each in (machine, reported) for key in each.filter(pk__in=off).values_list("pk", flat=True)}
        free = _best(ListedClaim.objects.filter(pk__in=fitting), person, besides)
        found += sorted(free, key=off.index)
    return found[:OFFERED]


def is_waiting(key: int, values: dict[str, Any], stories: Collection[int] | None) -> bool:
    return any(claims.filter(pk=key).exists() for claims in _waiting(values, stories))


def count_waiting(values: dict[str, Any], stories: Collection[int] | None) -> int:
    """At most CEILING + 1, whoever has them before them."""
    machine, reported = _waiting(values, stories)
    rows = machine.order_by().values("pk")[: CEILING + 1].union(reported.order_by().values("pk")[: CEILING + 1])
    return min(rows.count(), CEILING + 1)


def _best(
    claims: ListedClaimQuerySet, person: AbstractBaseUser | AnonymousUser, besides: Collection[int], *, among: str = ALL
) -> list[int]:
    """Of those that nobody else has before them."""
    try:
        fitting, given = claims.order_by().values_list("pk", WORTH, "day").query.sql_with_params()
    except EmptyResultSet:
        return []
    query = among + BEST.format(fitting=fitting)
    with connection.cursor() as cursor:
        cursor.execute(query, (*given, list(besides), person.pk, timezone.now(), OFFERED))
        return [key for (key,) in cursor.fetchall()]


def _newest(claims: ListedClaimQuerySet) -> ListedClaimQuerySet:
    """Without doubt."""
    few = claims.order_by().values("pk")[: CEILING + 1].count() <= CEILING
    try:
        places = read_newest(claims, Cursors(), few=few, size=CONSIDERED)
    except EmptyResultSet:
        places = []
    return ListedClaim.objects.filter(pk__in=[key for _, key in places], doubtful=False)


def _doubtful(
    machine: ListedClaimQuerySet, values: dict[str, Any], stories: Collection[int] | None
) -> ListedClaimQuerySet:
    """By the index of facets where they are narrowed by others as well."""
    return machine.doubtful() if stories is None and not _narrowed(values) else machine.under("doubtful", 1)


def _waiting(
    values: dict[str, Any], stories: Collection[int] | None
) -> tuple[ListedClaimQuerySet, ListedClaimQuerySet]:
    """Doubtful claims, or all proposed ones where that state is asked for; and those that were reported."""
    machine, reported = listed_by(values), listed_by({**values, "reported": "1"})
    if values.get("doubtful"):
        reported = reported.none()
    elif values.get("reported"):
        machine = machine.none()
    elif values.get("state") != Claim.State.PROPOSED:
        machine = _doubtful(machine, values, stories)
    if stories is None:
        return machine, reported
    theirs = Q(facets__overlap=[facet("story", key) for key in stories])
    return machine.filter(theirs), reported.filter(theirs)


def _narrowed(values: dict[str, Any]) -> bool:
    """So that the index of facets finds them, which knows what is doubtful as well."""
    return any(values.get(name) not in (None, "", (None, None)) for name in NARROWING)
