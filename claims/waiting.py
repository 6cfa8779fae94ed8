"""What awaits a person, counted in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.cache import cache
from django.db import connection

from actors.models import Actor
from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING
from claims.models import Claim, Event, ListedClaim
from claims.queue import count_waiting
from claims.rights import limit_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpRequest

__all__ = ["review_waiting", "waiting"]

KEPT = 15
"""Seconds. Every page of an editor tells the number."""


def waiting(*, for_editor: bool) -> dict[str, int]:
    """By what it is; CEILING + 1 says that there is more than is counted."""
    lists: dict[str, QuerySet[Any]] = {
        "doubtful": ListedClaim.objects.doubtful(),
        "claims": ListedClaim.objects.filter(state=Claim.State.PROPOSED),
        "actors": Actor.objects.proposed(),
        "events": Event.objects.standing().filter(state=Event.State.PROPOSED),
    }
    if for_editor:
        lists["reported"] = listed_by({"reported": "1"})
    queries = {
        name: rows.order_by().values("pk")[: CEILING + 1].query.sql_with_params() for name, rows in lists.items()
    }
    parts = [f"SELECT '{name}', count(*) FROM ({sql}) one" for name, (sql, _) in queries.items()]  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [value for _, values in queries.values() for value in values])
        return dict(cursor.fetchall())


def review_waiting(request: HttpRequest) -> dict[str, Callable[[], str]]:
    """Template context: how many claims wait in the editor's review queue, up to KEPT seconds ago."""

    def number() -> str:
        stories = limit_of(request)
        count = cache.get_or_set(f"review-waiting:{hash(stories)}", lambda: count_waiting({}, stories), KEPT) or 0
        return f"{CEILING:,}+" if count > CEILING else f"{count:,}" if count else ""

    return {"review_waiting": number}
