"""The claims of a story's timeline counted by lane and day or week, where they are too many to be read one by one.

What a picture can tell apart is what is read: some lanes times the weeks, in one pass over the claims, however many
there are. What each of them is about is not: so many lines would be a thicket.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from claims.models import ClaimSpeaker
from claims.models.listing import UNDATED
from claims.story_lanes import DECIDED, Lanes, called
from claims.timeline import MOST_LANES, OTHERS, REST, SHARED, UNATTRIBUTED, UNNAMED, Said

if TYPE_CHECKING:
    from datetime import date

    from claims.models import Story
    from claims.models.listing import ListedClaimQuerySet

__all__ = ["in_lane", "read_heaps"]

# Claims with their lanes; the lanes that are shown; each claim in those of its lanes that are, else among the others.
HEAPS = """
WITH told AS MATERIALIZED ({told}),
spoken AS MATERIALIZED (
    SELECT DISTINCT told.claim_id, day, decided, doubtful, lane_id FROM told JOIN ({lanes}) lanes USING (claim_id)
),
shown AS (
    SELECT lane_id FROM spoken GROUP BY lane_id ORDER BY lane_id = ANY (%s) DESC, count(*) DESC, lane_id LIMIT {most}
),
placed AS (
    SELECT claim_id, day, decided, doubtful, lane_id FROM spoken JOIN shown USING (lane_id)
    UNION ALL
    SELECT claim_id, day, decided, doubtful, CASE WHEN bool_or(lane_id IS NULL) THEN {unnamed} ELSE {others} END
    FROM told LEFT JOIN (SELECT claim_id, lane_id FROM spoken) own USING (claim_id)
    GROUP BY claim_id, day, decided, doubtful
    HAVING NOT coalesce(bool_or(lane_id IN (SELECT lane_id FROM shown)), false)
)
SELECT lane_id, count(*), count(*) FILTER (WHERE decided), count(*) FILTER (WHERE doubtful),
    min(claim_id), min(day), max(day)
FROM placed GROUP BY lane_id, {at}
"""


def read_heaps(story: Story, listed: ListedClaimQuerySet, *, by_day: bool) -> Lanes:
    said: dict[int, list[Said]] = defaultdict(list)
    counts: Counter[int] = Counter()
    for lane, count, confirmed, doubtful, one, first, last in _heaps(story, listed, by_day):
        counts[lane] += count
        if first > UNDATED:
            said[lane].append(Said(one, first, confirmed, doubtful, count, last))
    keys, actors = called(counts)
    order = sorted(counts.keys() - SHARED.keys(), key=lambda lane: (-counts[lane], lane))
    order += [lane for lane in SHARED if lane in counts]
    return Lanes(
        said={keys[lane]: said[lane] for lane in order},
        counts={keys[lane]: counts[lane] for lane in order},
        actors=actors,
    )


def _heaps(story: Story, listed: ListedClaimQuerySet, by_day: bool) -> list[tuple[int, int, int, int, int, date, date]]:
    told, parameters = (
        listed.order_by().annotate(decided=Q(state__in=DECIDED)).values("claim_id", "day", "decided", "doubtful")
    ).query.sql_with_params()
    lanes, none = ClaimSpeaker.objects.order_by().in_lanes().values("claim_id", "lane_id").query.sql_with_params()
    query = HEAPS.format(
        told=told,
        lanes=lanes,
        most=MOST_LANES,
        others=REST,
        unnamed=UNATTRIBUTED,
        at="day" if by_day else "date_trunc('week', day)",
    )
    own = [(one.canonical or one).pk for one in story.actors.all()]
    with connection.cursor() as cursor:
        cursor.execute(query, [*parameters, *none, own])
        rows: list[tuple[int, int, int, int, int, date, date]] = cursor.fetchall()
    return rows


def in_lane(listed: ListedClaimQuerySet, key: str, lanes: Lanes) -> ListedClaimQuerySet:
    """Those of one lane, where the claims were counted in heaps."""
    if key == UNNAMED:
        return listed.filter(speakers=[])
    actors = [actor.pk for actor in (lanes.actors.values() if key == OTHERS else [lanes.actors[key]])]
    spoken = ClaimSpeaker.objects.in_lanes().filter(lane_id__in=actors).order_by().values("claim")
    if key == OTHERS:
        return listed.exclude(speakers=[]).exclude(pk__in=spoken)
    return listed.filter(Q(speakers__overlap=actors) | Q(behalf__overlap=actors), pk__in=spoken)
