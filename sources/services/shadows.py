"""Tables that stand before the real ones for one connection: what is written goes to them, and they are thrown away.

A temporary table hides the table of the same name, so that a dry run is the import itself: same code, same constraints,
no lock that anybody else would wait for. What the rows of a file name is lent from the real tables first.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.db import connection

from sources.models import Article, Band, FamilyChange, ImportAddress, ImportRow, Outlet, Snapshot
from sources.services.copies import stored_bands

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sources.services.copies import Fingerprint
    from sources.services.records import Incoming

SHADOWED = (Outlet, Article, Snapshot, Band, ImportRow, ImportAddress, FamilyChange)
FIRST_KEY = 1 << 52  # of what the dry run makes; what is smaller was lent, and exists


@contextmanager
def shadows() -> Iterator[None]:
    """Raises what PostgreSQL raises where the role may make no temporary tables."""
    names = [model._meta.db_table for model in SHADOWED]
    try:
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f'CREATE TEMP TABLE "{name}" (LIKE public."{name}" INCLUDING ALL)')
                if name != Band._meta.db_table:  # which has no id
                    cursor.execute(f'ALTER TABLE pg_temp."{name}" ALTER id RESTART WITH {FIRST_KEY}')
            cursor.execute(f'INSERT INTO "{names[0]}" SELECT * FROM public."{names[0]}"')  # noqa: S608 - our own tables
        yield
    finally:
        if connection.connection and not connection.connection.closed and connection.is_usable():
            with connection.cursor() as cursor:
                for name in names:
                    cursor.execute(f'DROP TABLE IF EXISTS pg_temp."{name}"')


def lend_articles(rows: Sequence[Incoming]) -> None:
    """Every stored article that these rows may name."""
    lend(
        "url_key = ANY(%s) OR text_key = ANY(%s) OR (external_id <> '' AND external_id = ANY(%s))",
        [row.url_key for row in rows if row.url_key],
        [row.sha256 for row in rows if not row.url],
        [row.external_id for row in rows if row.external_id],
    )


def lend_like(prints: Sequence[Fingerprint]) -> None:
    """Every stored original that shares a band with one of these fingerprints, with its bands."""
    lend("id = ANY(%s)", list({article for _, _, article in stored_bands(prints, "public.")}))


def lend(which: str, *values: Sequence[object]) -> None:
    """What was lent before, and perhaps changed since, stays as it is. `which` is one of our own conditions."""
    if not any(values):
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO sources_article SELECT * FROM public.sources_article WHERE {which}"  # noqa: S608
            " ON CONFLICT DO NOTHING RETURNING id",
            [list(part) for part in values],
        )
        lent = [key for (key,) in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO sources_snapshot SELECT * FROM public.sources_snapshot WHERE article_id = ANY(%s)", [lent]
        )
        cursor.execute(
            "INSERT INTO sources_band SELECT band.* FROM public.sources_band band JOIN sources_snapshot snapshot"
            " ON snapshot.id = band.snapshot_id WHERE snapshot.article_id = ANY(%s)",
            [lent],
        )
