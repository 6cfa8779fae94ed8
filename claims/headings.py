"""How much stands under actors and stories, since when and until when, read from the index of headings alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Count, IntegerField
from django.db.models.expressions import RawSQL

from claims.listing.facets import CEILING
from claims.models import Heading
from claims.models.listing import UNDATED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["NOTHING", "Summary", "summaries", "weeks"]

WEEK = timedelta(7)
_SUMMARIES = """
SELECT who.key, kind.under, counted.number, ends.first, ends.last
FROM unnest(%s::bigint[]) who (key) CROSS JOIN unnest(%s::smallint[]) kind (under)
CROSS JOIN LATERAL (
    SELECT count(*) AS number
    FROM (SELECT FROM claims_heading heading WHERE heading.under = kind.under AND heading.key = who.key LIMIT %s) few
) counted
CROSS JOIN LATERAL (
    SELECT min(day) AS first, max(day) AS last FROM claims_heading heading
    WHERE heading.under = kind.under AND heading.key = who.key AND heading.day > %s
) ends
WHERE counted.number > 0
"""


@dataclass(frozen=True, slots=True)
class Summary:
    """Of the claims under one heading."""

    number: int = 0
    """Counting stops: of claims on pages at one more than the ceiling."""
    first: date | None = None
    last: date | None = None


NOTHING = Summary()


def summaries(
    keys: Collection[int], *under: Heading.Under, most: int = CEILING + 1
) -> dict[tuple[int, Heading.Under], Summary]:
    """By key and kind of heading, in one query; those with nothing are left out. Counting stops at `most`."""
    with connection.cursor() as cursor:
        cursor.execute(_SUMMARIES, [list(keys), [int(one) for one in under], most, UNDATED])
        return {(key, Heading.Under(kind)): Summary(*counted) for key, kind, *counted in cursor.fetchall()}


def weeks(under: Heading.Under, keys: Iterable[int], since: date = UNDATED) -> dict[int, dict[date, int]]:
    """Numbers of claims after `since` by key and by the first day of their week."""
    rows = Heading.objects.filter(under=under, key__in=list(keys), day__gt=since).annotate(week=_week())
    found: dict[int, dict[date, int]] = {}
    for key, week, number in rows.order_by().values_list("key", "week").annotate(number=Count("claim")):
        found.setdefault(key, {})[UNDATED + week * WEEK] = number
    return found


def _week() -> RawSQL:
    """Weeks since the first day of all, which is a Monday: counted in a third of the time that dates are cut in."""
    return RawSQL("(day - DATE '0001-01-01') / 7", (), IntegerField())
