"""In what company an actor is quoted: who else in the same articles, and where. Read from the newest claims alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from actors.models import Actor
from claims.listing.criteria import newest
from claims.models import Claim, ClaimSpeaker, ListedClaim
from sources.models import Outlet

__all__ = ["NEWEST", "Company", "company_of"]

NEWEST = 500
SHOWN = 8
HIDDEN = (Claim.State.REJECTED, Claim.State.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Company:
    actors: list[tuple[Actor, int]]
    """With in how many articles both are quoted."""
    outlets: list[tuple[Outlet, int]]
    """With how many of the claims they have."""
    capped: bool
    """There are more claims than were looked at."""
    looked_at: int = NEWEST


def company_of(actor: Actor, values: dict[str, Any]) -> Company:
    """Of an actor with the claims that fit `values`."""
    listed = ListedClaim.objects.filter(pk__in=newest(values, NEWEST + 1)).newest_first()
    rows = list(listed.values_list("speakers", "claim__snapshot", "outlet", "outlet__slug", "outlet__name"))
    snapshots = {row[1] for row in rows[:NEWEST]}
    outlets = Counter(row[2:] for row in rows[:NEWEST]).most_common(SHOWN)
    speakers = ClaimSpeaker.objects.annotate(speaker=Coalesce("actor__canonical", "actor"))
    own = {key for row in rows[:NEWEST] for key in row[0]}
    if actor.pk in own:  # who speaks beside it is its company; who speaks for it is not
        own = {actor.pk}
    spoken = speakers.filter(claim__snapshot__in=snapshots).exclude(claim__state__in=HIDDEN).exclude(speaker__in=own)
    counts = spoken.order_by().values_list("speaker").annotate(number=Count("claim__snapshot", distinct=True))
    most = list(counts.order_by("-number", "speaker")[:SHOWN])
    actors = Actor.objects.in_bulk([key for key, _ in most])
    return Company(
        [(actors[key], number) for key, number in most],
        [(Outlet(pk=key, slug=slug, name=name), number) for (key, slug, name), number in outlets],
        len(rows) > NEWEST,
    )
