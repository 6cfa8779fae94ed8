"""In what company an actor is quoted: who else in the same articles, and where. Read from the newest claims alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from actors.models import Actor
from sources.models import Outlet

if TYPE_CHECKING:
    from claims.models import Heading

__all__ = ["NEWEST", "Company", "company_of"]

NEWEST = 200
"""In the articles of so many claims stand a thousand others, whose speakers take the database some 5 ms."""
SHOWN = 8

_NEWEST = """
SELECT listed.speakers, claim.snapshot_id, outlet.id, outlet.slug, outlet.name
FROM claims_listedclaim listed
JOIN claims_claim claim ON claim.id = listed.claim_id
JOIN sources_outlet outlet ON outlet.id = listed.outlet_id
WHERE listed.claim_id = ANY(ARRAY(
    SELECT claim_id FROM claims_heading WHERE under = %s AND key = %s ORDER BY day DESC, claim_id DESC LIMIT %s
))
"""
_BESIDE = """
SELECT coalesce(actor.canonical_id, actor.id), count(DISTINCT claim.snapshot_id)
FROM claims_claim claim
JOIN claims_claimspeaker speaker ON speaker.claim_id = claim.id
JOIN actors_actor actor ON actor.id = speaker.actor_id
WHERE claim.snapshot_id = ANY(%s) AND claim.state NOT IN ('rejected', 'withdrawn')
    AND coalesce(actor.canonical_id, actor.id) <> ALL(%s)
GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Company:
    actors: list[tuple[Actor, int]]
    """With in how many articles both are quoted."""
    outlets: list[tuple[Outlet, int]]
    """With how many of the claims they have."""
    capped: bool
    """There may be more claims than were looked at."""
    looked_at: int = NEWEST


def company_of(actor: Actor, under: Heading.Under) -> Company:
    """Of an actor with the claims by it, or on its behalf."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, (under, actor.pk, NEWEST))
        rows = cursor.fetchall()
        own = {key for speakers, *_ in rows for key in speakers}
        if actor.pk in own:  # who speaks beside it is its company; who speaks for it is not
            own = {actor.pk}
        cursor.execute(_BESIDE, ([row[1] for row in rows], list(own), SHOWN))
        beside = dict(cursor.fetchall())
    actors, outlets = Actor.objects.in_bulk(list(beside)), Counter(row[2:] for row in rows).most_common(SHOWN)
    return Company(
        [(actors[key], number) for key, number in beside.items() if key in actors],
        [(Outlet(pk=key, slug=slug, name=name), number) for (key, slug, name), number in outlets],
        len(rows) == NEWEST,
    )
