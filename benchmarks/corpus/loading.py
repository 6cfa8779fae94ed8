"""Rows into tables by COPY, without triggers and with the indexes made afterwards."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.fields import ArrayField
from django.core.management.color import no_style
from django.db import connection
from django.db.models import GeneratedField, JSONField

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Field, Model

__all__ = ["Rows", "loading"]

NOW = "2026-01-01 00:00:00+00"
ESCAPES = str.maketrans({"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"})


class Rows:
    """Rows of a model, gathered as text; columns that are not named get their field's default."""

    def __init__(self, model: type[Model], *named: str) -> None:
        fields = {
            field.column: field
            for field in model._meta.concrete_fields
            if field.column and not isinstance(field, GeneratedField)
        }
        others = [column for column in fields if column not in named]
        columns = ", ".join(f'"{column}"' for column in (*named, *others))
        self._copy = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'
        self._rest = "".join("\t" + _text(_default(fields[column])) for column in others) + "\n"
        self._lines: list[str] = []

    def add(self, *values: object) -> None:
        self._lines.append("\t".join([_text(value) for value in values]) + self._rest)

    def flush(self) -> None:
        with connection.cursor() as cursor, cursor.copy(self._copy) as copy:
            copy.write("".join(self._lines))
        self._lines.clear()


@contextmanager
def loading(models: Sequence[type[Model]]) -> Iterator[None]:
    """Triggers and foreign keys are not looked at, and the indexes of the models' tables, but for those of their
    constraints, are made at the end."""
    tables = [model._meta.db_table for model in models]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM pg_constraint WHERE conname = indexname)",
            [tables],
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        cursor.execute("SET session_replication_role = replica")
        yield
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models)):
            cursor.execute(statement)


def _default(field: Field[Any, Any]) -> object:
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        return NOW
    default = field.get_default()
    if default is None:
        return None
    if isinstance(field, ArrayField):
        return "{}" if not default else "{" + ",".join(map(str, default)) + "}"
    return json.dumps(default) if isinstance(field, JSONField) else default


def _text(value: object) -> str:
    if type(value) is str:
        return value.translate(ESCAPES) if "\n" in value or "\\" in value or "\t" in value else value
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return value.isoformat() if isinstance(value, dt.date) else str(value)
