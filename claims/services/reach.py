"""How many will read what waits: kept with the listed claims, so that all that wait are in order at any time."""

from __future__ import annotations

from datetime import timedelta
from itertools import batched

from django.db import connection, transaction
from django.utils import timezone

__all__ = ["refresh_reach"]

FOLLOW = 10
"""Who follows an actor or a story counts as that many openings of an actor's page."""
BATCH = 1_000

# How often the speakers and those they speak for, or else the likeliest candidate, were read in this month and the
# last, and who follows them or the story; each further reader counts for less. In whole powers of e, so that one more
# reader seldom changes it.
CHANGED = """
WITH attention (kind, key, number) AS MATERIALIZED (
    SELECT kind, key, sum(number) FROM (
        SELECT 'actor' AS kind, coalesce(actor.canonical_id, actor.id) AS key, reads.number
        FROM claims_actorreads reads JOIN actors_actor actor ON actor.id = reads.actor_id WHERE reads.month >= %(since)s
        UNION ALL
        SELECT 'actor', coalesce(actor.canonical_id, actor.id), %(follow)s
        FROM claims_savedsearch saved JOIN actors_actor actor ON actor.slug = substr(saved.query, length('who=') + 1)
        WHERE saved.query LIKE 'who=%%'
        UNION ALL
        SELECT 'story', story.id, %(follow)s
        FROM claims_savedsearch saved JOIN claims_story story ON story.slug = substr(saved.query, length('story=') + 1)
        WHERE saved.query LIKE 'story=%%'
    ) read GROUP BY kind, key
),
waiting AS MATERIALIZED (
    SELECT claim_id, speakers, behalf, stories, reach FROM claims_listedclaim WHERE doubtful
    UNION ALL
    SELECT claim_id, speakers, behalf, stories, reach FROM claims_listedclaim
    WHERE NOT doubtful AND claim_id IN (SELECT claim_id FROM claims_report WHERE state = 'open')
),
likeliest AS (
    SELECT DISTINCT ON (candidate.claim_id) candidate.claim_id, coalesce(actor.canonical_id, actor.id) AS key
    FROM waiting JOIN claims_claimcandidate candidate USING (claim_id)
    JOIN actors_actor actor ON actor.id = candidate.actor_id
    WHERE waiting.speakers = '{}' ORDER BY candidate.claim_id, candidate.score DESC, candidate.id
),
reach AS (
    SELECT under.claim_id, sum(attention.number) AS number
    FROM (
        SELECT claim_id, 'actor' AS kind, unnest(speakers || behalf) AS key FROM waiting
        UNION
        SELECT claim_id, 'story', unnest(stories) FROM waiting
        UNION
        SELECT claim_id, 'actor', key FROM likeliest
    ) under JOIN attention USING (kind, key)
    GROUP BY under.claim_id
)
SELECT waiting.claim_id, round(ln(1 + coalesce(reach.number, 0)))::smallint AS now
FROM waiting LEFT JOIN reach USING (claim_id)
WHERE waiting.reach <> round(ln(1 + coalesce(reach.number, 0)))::smallint
ORDER BY waiting.claim_id
"""
WRITE = """
UPDATE claims_listedclaim listed SET reach = changed.now
FROM unnest(%s::bigint[], %s::smallint[]) AS changed (claim_id, now) WHERE listed.claim_id = changed.claim_id
"""
HOLD = "SELECT FROM claims_listedclaim WHERE claim_id = ANY(%s) ORDER BY claim_id FOR UPDATE"


def refresh_reach() -> int:
    """Of how many claims it changed. They are held in order, as by whoever lists claims again."""
    since = (timezone.now().date().replace(day=1) - timedelta(1)).replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"since": since, "follow": FOLLOW})
        changed = cursor.fetchall()
        for rows in batched(changed, BATCH):
            keys, now = map(list, zip(*rows, strict=True))
            with transaction.atomic():
                cursor.execute(HOLD, [keys])
                cursor.execute(WRITE, [keys, now])
    return len(changed)
