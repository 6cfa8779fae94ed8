"""What the values of filters are called."""

from __future__ import annotations

from collections import defaultdict

from django.db import connection

from claims.models import Claim

__all__ = ["labels_of"]


def labels_of(found: dict[str, dict[str, int]]) -> dict[str, dict[str, tuple[str, str]]]:
    """Of each filter's values: what the query string holds, and what people read. What is not told has none. All names
    in one query."""
    labels = {name: {value: (value, str(WORDS[name].get(value, value))) for value in found[name]} for name in found}
    asked = [(name, f"{NAMED[name]} = ANY(%s)", [int(key) for key in found[name]]) for name in NAMED if found.get(name)]
    labels |= {name: {} for name in NAMED if name in found}
    if asked:
        query = " UNION ALL ".join(f"SELECT '{name}', {sql}" for name, sql, _ in asked)
        with connection.cursor() as cursor:
            cursor.execute(query, [keys for *_, keys in asked])
            for name, key, value, label in cursor.fetchall():
                labels[name][key] = (value, label)
    return labels


WORDS: dict[str, dict[str, str]] = defaultdict(dict, kind=dict(Claim.Kind.choices), state=dict(Claim.State.choices))
_ACTOR = "id::text, slug, name FROM actors_actor WHERE id"
NAMED = {
    "speaker": _ACTOR,
    "behalf": _ACTOR,
    "story": "id::text, slug, title FROM claims_story WHERE id",
    "event": "id::text, id::text, title FROM claims_event WHERE merged_into_id IS NULL AND state <> 'rejected' AND id",
    "outlet": "id::text, slug, name FROM sources_outlet WHERE id",
    "position": (
        "position.id::text, position.id::text,"
        " concat_ws(', ', holder.name,"
        " CASE WHEN NOT coalesce(starts_with(lower(place.name), lower(position.role)), false) THEN position.role END,"
        " place.name)"
        " FROM actors_position position JOIN actors_actor holder ON holder.id = position.holder_id"
        " LEFT JOIN actors_actor place ON place.id = coalesce(position.office_id, position.organization_id)"
        " WHERE position.state <> 'rejected' AND position.id"
    ),
}
"""Key, what the query string holds, and the label, of the rows whose key is asked for."""
