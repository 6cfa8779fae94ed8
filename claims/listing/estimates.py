"""How many rows the planner expects: cheap, and rough where conditions go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.listing.statements import answer_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

__all__ = ["estimates"]


def estimates(sets: Sequence[QuerySet[Any, Any]]) -> list[int]:
    """For each of two or more sets, in one query; none of them may be empty by itself (`none()`)."""
    parts = [rows.order_by().values_list("pk").query.sql_with_params() for rows in sets]
    query = " UNION ALL ".join(f"({sql})" for sql, _ in parts)
    ((plan,),) = answer_to(f"EXPLAIN (FORMAT JSON) {query}", [one for _, part in parts for one in part])
    return [part["Plan Rows"] for part in plan[0]["Plan"]["Plans"]]
