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
from claims.listing.paging import Cursors, read_places
from claims.models import Claim
from claims.models.listing import facet

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

    from claims.models import ListedClaimQuerySet

__all__ = ["CONSIDERED", "OFFERED", "count_waiting", "in_line", "is_waiting"]

CONSIDERED = 2_000
"""The newest so many are put in order: what each of a million claims is worth would be computed at every turn."""
REPORTED = 500
OFFERED = 30
"""So many are found at a time: more than colleagues take in the same moment."""
PUT_OFF = timedelta(hours=12)
FOLLOW = 10
"""Who follows an actor or a story counts as that many openings of an actor's page."""

# Doubt: what the confidence leaves; all of it where nobody was recognised as the speaker. Reach: how often the speakers
# and those they speak for, or else the likeliest candidate, were read in this month and the last, and who follows them
# or the story; each further reader counts for less.
ORDER = """
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
    SELECT listed.*, listed.doubtful AND listed.speakers = '{}' AS nobody
    FROM claims_listedclaim listed
    WHERE listed.claim_id = ANY(%(keys)s) AND NOT EXISTS (
        SELECT FROM claims_reviewlease lease
        WHERE lease.claim_id = listed.claim_id AND lease.by_id <> %(person)s AND lease.until > %(now)s
    )
),
reach AS (
    SELECT under.claim_id, sum(attention.number) AS number
    FROM (
        SELECT claim_id, 'actor' AS kind, unnest(speakers || behalf) AS key FROM waiting
        UNION
        SELECT claim_id, 'story', unnest(stories) FROM waiting
        UNION
        SELECT waiting.claim_id, 'actor', likeliest.key
        FROM waiting CROSS JOIN LATERAL (
            SELECT coalesce(actor.canonical_id, actor.id) AS key
            FROM claims_claimcandidate candidate JOIN actors_actor actor ON actor.id = candidate.actor_id
            WHERE candidate.claim_id = waiting.claim_id ORDER BY candidate.score DESC, candidate.id LIMIT 1
        ) likeliest
        WHERE waiting.nobody
    ) under JOIN attention USING (kind, key)
    GROUP BY under.claim_id
)
SELECT waiting.claim_id
FROM waiting
LEFT JOIN reach USING (claim_id)
LEFT JOIN claims_reviewskip skip
    ON skip.claim_id = waiting.claim_id AND skip.by_id = %(person)s AND skip.at > %(put_off)s
ORDER BY skip.at NULLS FIRST, waiting.claim_id = ANY(%(reported)s) DESC,
    CASE WHEN waiting.nobody THEN 1 ELSE 1 - waiting.confidence END * (1 + ln(1 + coalesce(reach.number, 0))) DESC,
    waiting.day DESC, waiting.claim_id DESC
LIMIT %(most)s
"""


def in_line(
    values: dict[str, Any],
    person: AbstractBaseUser | AnonymousUser,
    stories: Collection[int] | None,
    besides: Collection[int] = (),
) -> list[int]:
    """Keys of the claims that fit `values` and are on one of `stories`, where the person is limited to some, without
    those that somebody else has before them and `besides`. What the person put off comes last."""
    machine, reported = _waiting(values, stories)
    told = list(reported.order_by("-pk").values_list("pk", flat=True)[:REPORTED])
    keys = _newest(machine).union(told).difference(besides)
    now = timezone.now()
    given = {
        "keys": list(keys),
        "reported": told,
        "person": person.pk,
        "now": now,
        "since": (now.date().replace(day=1) - timedelta(1)).replace(day=1),
        "put_off": now - PUT_OFF,
        "follow": FOLLOW,
        "most": OFFERED,
    }
    with connection.cursor() as cursor:
        cursor.execute(ORDER, given)
        return [key for (key,) in cursor.fetchall()]


def is_waiting(key: int, values: dict[str, Any], stories: Collection[int] | None) -> bool:
    return any(claims.filter(pk=key).exists() for claims in _waiting(values, stories))


def count_waiting(values: dict[str, Any], stories: Collection[int] | None) -> int:
    """At most CEILING + 1, whoever has them before them."""
    machine, reported = _waiting(values, stories)
    rows = machine.order_by().values("pk")[: CEILING + 1].union(reported.order_by().values("pk")[: CEILING + 1])
    return min(rows.count(), CEILING + 1)


def _newest(claims: ListedClaimQuerySet) -> set[int]:
    few = claims.order_by().values("pk")[: CEILING + 1].count() <= CEILING
    try:
        return {key for _, key in read_places(claims, Cursors(), few=few, size=CONSIDERED)}
    except EmptyResultSet:
        return set()


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
        machine = machine.doubtful() if stories is None and not _narrowed(values) else machine.under("doubtful", 1)
    if stories is None:
        return machine, reported
    theirs = Q(facets__overlap=[facet("story", key) for key in stories])
    return machine.filter(theirs), reported.filter(theirs)


def _narrowed(values: dict[str, Any]) -> bool:
    """So that the index of facets finds them, which knows what is doubtful as well."""
    return any(values.get(name) not in (None, "", (None, None)) for name in NARROWING)
