"""What awaits a person, counted in one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from actors.models import Actor
from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING
from claims.models import Claim, Event, ListedClaim

if TYPE_CHECKING:
    from django.db.models import QuerySet

__all__ = ["waiting"]


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
