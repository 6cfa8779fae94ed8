"""What was said most in the weeks up to the newest claim: the stories that moved, the actors most quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection

from actors.models import Actor
from claims.listing.kept import kept
from claims.models import ListedClaim, Story
from claims.models.listing import UNDATED
from claims.sparks import Spark, spark

__all__ = ["Lately", "Moved", "lately"]

WEEK = timedelta(7)
WEEKS = 12
READ = 5_000
"""So many claims are counted at most, in some 5 ms."""
MOST = 8

# The day is a parameter: of one from a subquery the planner would not know how few claims come after it.
_COUNTED = """
(SELECT unnest(speakers), NULL::date, count(*) FROM claims_listedclaim WHERE standing AND day >= %(since)s
GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT %(most)s)
UNION ALL
SELECT unnest(stories), day, count(*) FROM claims_listedclaim WHERE standing AND day >= %(since)s AND stories <> '{}'
GROUP BY 1, 2
"""
"""Actors, without a day; then stories, by day."""


@dataclass(frozen=True, slots=True)
class Moved:
    story: Story
    count: int
    spark: Spark | None


@dataclass(frozen=True, slots=True)
class Lately:
    since: date
    stories: list[Moved]
    quoted: list[tuple[Actor, int]]


def lately(newest: date) -> Lately | None:
    """Of the twelve weeks up to that day; of fewer where these hold more claims than are counted, so that every number
    is that of the list which it leads to. None where no claim has a day, or the last day alone has too many."""
    counted = kept(("lately", newest), lambda: _count(newest))
    if counted is None:
        return None
    since, quoted, told = counted
    names = Actor.objects.in_bulk(list(quoted))
    return Lately(since, _moved(told), [(names[key], number) for key, number in quoted.items() if key in names])


def _count(newest: date) -> tuple[date, dict[int, int], list[tuple[int, date, int]]] | None:
    since = newest - min(WEEKS * WEEK, newest - UNDATED)
    days = ListedClaim.objects.since(since).newest_first().values_list("day", flat=True)
    crowded = next(iter(days[READ : READ + 1]), None)
    if newest in (UNDATED, crowded):
        return None
    if crowded:
        since = crowded + timedelta(1)
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"since": since, "most": MOST})
        rows = cursor.fetchall()
    quoted = {key: number for key, day, number in rows if day is None}
    return since, quoted, [row for row in rows if row[1]]


def _moved(told: list[tuple[int, date, int]]) -> list[Moved]:
    counts: Counter[int] = Counter()
    weekly: dict[int, Counter[date]] = defaultdict(Counter)
    for key, day, number in told:
        counts[key] += number
        weekly[key][day - timedelta(day.weekday())] += number
    most = counts.most_common(MOST)
    titles = Story.objects.in_bulk([key for key, _ in most])
    weeks = set().union(*weekly.values())
    return [Moved(titles[key], number, spark(weekly[key], weeks)) for key, number in most if key in titles]
