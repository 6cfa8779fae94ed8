"""How much was said on each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from claims.listing.criteria import newest
from claims.listing.facets import CEILING
from claims.models.listing import UNDATED

if TYPE_CHECKING:
    from datetime import date

__all__ = ["by_day"]


def by_day(values: dict[str, Any]) -> dict[date, int]:
    """Of the newest claims that fit, up to the ceiling, those with a day, in one query."""
    sql, parameters = newest(values, CEILING, "day").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT day, count(*) FROM ({sql}) newest (day) WHERE day > %s GROUP BY day",  # noqa: S608
            [*parameters, UNDATED],
        )
        return dict(cursor.fetchall())
