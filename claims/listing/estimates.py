"""How many rows the planner expects: cheap, and rough where conditions go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from claims.listing.statements import answer_to

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

__all__ = ["estimates"]


def estimates(sets: Sequence[QuerySet[Any, Any]]) -> list[int]:
    """For each set, in one query; none of them may be empty by itself (`none()`).

    Each is planned as a part by itself: of parts of a UNION ALL the planner leaves out those that it knows to be empty,
    and shares out others among parallel workers.
    """
    parts = [rows.order_by().values_list("pk").query.sql_with_params() for rows in sets]
    names = [f"part{number}" for number in range(len(parts))]
    ctes = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in zip(names, parts, strict=True))
    query = f"EXPLAIN (FORMAT JSON) WITH {ctes} SELECT FROM {', '.join(names)}"
    ((plan,),) = answer_to(query, [one for _, part in parts for one in part])
    rows = {one["Subplan Name"]: one["Plan Rows"] for one in plan[0]["Plan"]["Plans"] if "Subplan Name" in one}
    return [rows[f"CTE {name}"] for name in names]
