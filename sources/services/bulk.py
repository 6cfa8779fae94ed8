"""Many rows at once: COPY into a table, and updates through a table that is dropped at commit."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model


def keys(model: type[Model], count: int) -> list[int]:
    """That many new primary keys of a table."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def copy_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], into: str = "") -> None:
    """COPY rows of values, in the order of `fields`; what a field's default or `auto_now` would give has to be
    among them. JSON comes as text."""
    columns = ", ".join(f'"{model._meta.get_field(name).column}"' for name in fields)
    statement = f'COPY "{into or model._meta.db_table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_instances(instances: Sequence[Model], fields: Sequence[str]) -> None:
    """COPY instances of one model, each with its primary key."""
    if instances:
        model = type(instances[0])
        values = attrgetter(*(model._meta.get_field(name).attname for name in fields))  # type: ignore[union-attr]
        copy_rows(model, fields, map(values, instances))


def update_instances(instances: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of instances of one model: one UPDATE, where CASE expressions for a thousand rows take a
    second to plan."""
    if not instances:
        return
    model = type(instances[0])
    table, staging = model._meta.db_table, f"changed_{model._meta.db_table}"
    columns = [model._meta.get_field(name).column for name in fields]
    named = ("id", *fields)
    values = attrgetter(*(model._meta.get_field(name).attname for name in named))  # type: ignore[union-attr]
    listed = ", ".join(f'"{column}"' for column in ("id", *columns))
    with connection.cursor() as cursor:
        like = f'SELECT {listed} FROM "{table}" WHERE false'  # noqa: S608 - our own tables
        cursor.execute(f'CREATE TEMP TABLE "{staging}" ON COMMIT DROP AS {like}')
        copy_rows(model, named, map(values, instances), into=staging)
        sets = ", ".join(f'"{column}" = changed."{column}"' for column in columns)
        cursor.execute(f'UPDATE "{table}" SET {sets} FROM "{staging}" changed WHERE "{table}".id = changed.id')  # noqa: S608 - our own tables
        cursor.execute(f'DROP TABLE "{staging}"')
