"""Many rows at once: COPY into a table, and updates through a table that is dropped at commit."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Field

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


def columns(model: type[Model], fields: Sequence[str]) -> list[str]:
    """The quoted names of these fields' columns."""
    return [f'"{concrete(model, name).column}"' for name in fields]


def values(model: type[Model], fields: Sequence[str]) -> attrgetter[tuple[Any, ...]]:
    return attrgetter(*(concrete(model, name).attname for name in fields))


def concrete(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field)  # noqa: S101 - a programmer's slip
    return field


def copy_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]], into: str = "") -> None:
    """COPY rows of values, in the order of `fields`; what a field's default or `auto_now` would give has to be
    among them. JSON comes as text."""
    statement = f'COPY "{into or model._meta.db_table}" ({", ".join(columns(model, fields))}) FROM STDIN'
    # Django's cursor passes COPY through, with psycopg's errors for its own.
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def copy_instances(instances: Sequence[Model], fields: Sequence[str]) -> None:
    """COPY instances of one model, each with its primary key."""
    if instances:
        model = type(instances[0])
        copy_rows(model, fields, map(values(model, fields), instances))


def update_instances(instances: Sequence[Model], fields: Sequence[str]) -> None:
    """Write these fields of instances of one model: one UPDATE, where CASE expressions for a thousand rows take a
    second to plan."""
    if not instances:
        return
    model = type(instances[0])
    table, staging = model._meta.db_table, f"changed_{model._meta.db_table}"
    named = ["id", *fields]
    with connection.cursor() as cursor:
        like = f'SELECT {", ".join(columns(model, named))} FROM "{table}" WHERE false'  # noqa: S608 - our own tables
        cursor.execute(f'CREATE TEMP TABLE "{staging}" ON COMMIT DROP AS {like}')
        copy_rows(model, named, map(values(model, named), instances), into=staging)
        sets = ", ".join(f"{column} = changed.{column}" for column in columns(model, fields))
        cursor.execute(f'UPDATE "{table}" SET {sets} FROM "{staging}" changed WHERE "{table}".id = changed.id')  # noqa: S608 - our own tables
        cursor.execute(f'DROP TABLE "{staging}"')
