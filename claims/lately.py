"""What was said most in the weeks up to the newest claim: the stories that moved, the actors most quoted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from actors.models import Actor
from claims.listing.facets import CEILING
from claims.models import ListedClaim, Story
from claims.models.listing import UNDATED
from claims.sparks import Spark, spark

__all__ = ["Lately", "Moved", "lately"]

WEEK = timedelta(7)
WEEKS = 12
MOST = 8


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
    is that of the list which it leads to. None where no claim has a day."""
    listed = ListedClaim.objects.standing().newest_first().values_list("day", "stories", "speakers")
    if newest == UNDATED:
        return None
    rows = list(listed.filter(day__gte=newest - WEEKS * WEEK)[: CEILING + 1])
    if len(rows) > CEILING:
        cut = rows[-1][0]
        rows = [row for row in rows if row[0] > cut]
    if not rows:
        return None
    since = rows[-1][0]
    stories: Counter[int] = Counter(story for _, told, _ in rows for story in set(told))
    speakers: Counter[int] = Counter(actor for _, _, by in rows for actor in set(by))
    moved, quoted = stories.most_common(MOST), speakers.most_common(MOST)
    titles = Story.objects.in_bulk([key for key, _ in moved])
    names = Actor.objects.in_bulk([key for key, _ in quoted])
    return Lately(
        since,
        [Moved(titles[key], number, _spark_of(key, rows)) for key, number in moved if key in titles],
        [(names[key], number) for key, number in quoted if key in names],
    )


def _spark_of(story: int, rows: list[tuple[date, list[int], list[int]]]) -> Spark | None:
    return spark(Counter(day - timedelta(day.weekday()) for day, told, _ in rows if story in told))
