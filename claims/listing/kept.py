"""What was counted of the reading index is kept by this process until the index changes, and not a moment longer."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["kept"]

SECONDS = 3_600
_STATE = """
SELECT version.last_value, current_setting('transaction_isolation') = 'read committed' AND NOT EXISTS (
    SELECT FROM pg_locks
    WHERE version.last_value > 0 AND locktype = 'relation'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND relation IN ('claims_listedclaim'::regclass, 'claims_heading'::regclass)
        AND mode ~ '^(Row|ShareRow|Access)?Exclusive'
)
FROM claims_listing_version version
"""
"""The index' version, which triggers raise before a writer's rows are seen and outside of its transaction; then
whether nobody who writes has still to end, so that whoever raised it will be seen. A writer that comes later raises it
again: what is counted now is told under this version only to those who came before."""


def kept[T](key: tuple[object, ...], count: Callable[[], T]) -> T:
    """What `count` gives, or gave for this key, which tells all that it depends on besides the reading index."""
    with connection.cursor() as cursor:
        cursor.execute(_STATE)
        version, settled = cursor.fetchone()
    name = f"listing-{version}-{sha256(repr(key).encode()).hexdigest()}"
    found: T | None = cache.get(name)
    if found is None:
        found = count()
        if settled:
            cache.set(name, found, SECONDS)
    return found
