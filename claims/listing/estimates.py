"""How many rows the planner expects: cheap, and rough where conditions go together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.db import connection
from psycopg import ClientCursor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

__all__ = ["estimates"]


def estimates(sets: Sequence[QuerySet[Any, Any]]) -> list[int]:
    """For each of two or more sets, in one query; none of them may be empty by itself (`none()`)."""
    parts = [rows.order_by().values_list("pk").query.sql_with_params() for rows in sets]
    query = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    with connection.cursor() as cursor:
        explain = f"EXPLAIN (FORMAT JSON) {query}"
        cursor.execute(ClientCursor(connection.connection).mogrify(explain, [one for _, part in parts for one in part]))
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    return [part["Plan Rows"] for part in plan[0]["Plan"]["Plans"]]
