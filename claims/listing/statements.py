"""The statement that counts a list, in parts: sets of claims stand in it by names, `hits` and `but_speaker`."""

from __future__ import annotations

from typing import Any

from django.db import connection
from psycopg import ClientCursor

__all__ = ["COLUMNS", "SAMPLED", "among", "answer_to", "counted", "counted_at_once", "faceted"]

CHOICES = 8

COLUMNS = {
    "speaker": "speakers",
    "behalf": "behalf",
    "position": "positions",
    "story": "stories",
    "event": "events",
    "outlet": "outlet_id",
    "kind": "kind",
    "cue": "cue_class",
    "state": "state",
}
SEVERAL = ("speaker", "behalf", "position", "story", "event")
"""Filters of which a claim may have several values."""

SAMPLED = """sampled AS NOT MATERIALIZED (
    SELECT * FROM claims_listedclaim TABLESAMPLE SYSTEM ({:.4f}) REPEATABLE (0)
)"""
"""The same blocks each time, so that a page that is opened again has the same numbers."""


def answer_to(query: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    """Planned for these very parameters, which tell whether there are ten claims or a hundred thousand."""
    with connection.cursor() as cursor:
        cursor.execute(ClientCursor(connection.connection).mogrify(query, parameters))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def among(name: str, sql: str) -> str:
    """A query of the reading index, as one of other rows that have its columns."""
    return sql.replace('"claims_listedclaim"', f'"{name}"')


def counted(name: str) -> str:
    value = f"unnest({COLUMNS[name]})" if name in SEVERAL else COLUMNS[name]
    return (
        f"(SELECT '{name}', value::text, count(*) FROM (SELECT {value} AS value FROM but_{name}) one"  # noqa: S608
        f" WHERE value::text <> '' GROUP BY value ORDER BY 3 DESC, value LIMIT {CHOICES})"
    )


def faceted(shown: str) -> str:
    """All facets of `hits` in one pass; of hidden ones the state alone, which comes first and which each has once."""
    each = f"SELECT unnest(CASE WHEN {shown} THEN facets ELSE facets[:1] END) AS facet FROM hits"  # noqa: S608
    return f"faceted AS MATERIALIZED (SELECT facet, count(*) AS number FROM ({each}) one GROUP BY facet)"  # noqa: S608


def counted_at_once(names: list[str]) -> str:
    """Of each filter the most frequent choices, out of `faceted`."""
    name, wanted = "split_part(facet, ' ', 1)", ", ".join(f"'{one}'" for one in (*names, "doubtful"))
    return (
        "(SELECT name, value, number FROM ("  # noqa: S608
        f"SELECT {name} AS name, substr(facet, strpos(facet, ' ') + 1) AS value, number,"
        f" row_number() OVER (PARTITION BY {name} ORDER BY number DESC, facet) AS place"
        f" FROM faceted WHERE {name} IN ({wanted})"
        f") placed WHERE place <= {CHOICES})"
    )
