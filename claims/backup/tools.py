"""PostgreSQL's own programs, told where the database is."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from psycopg.conninfo import make_conninfo

from config.private import ServerError, postgres_binaries

__all__ = ["BackupError", "environment", "program", "reason_in"]

LIBPQ = ("host", "port", "user", "dbname", "connect_timeout", "sslmode", "sslrootcert", "sslcert", "sslkey", "options")


class BackupError(Exception):
    """One line that says what is wrong and what to do."""


def program(name: str) -> Path:
    """Of the folder ONRECORD_PG_BIN, else of the embedded server's package, else of the PATH. Raises BackupError."""
    if settings.PG_BIN:
        found = shutil.which(name, path=settings.PG_BIN)
        if not found:
            raise BackupError(f"{name} is not in {settings.PG_BIN}, which ONRECORD_PG_BIN names.")
        return Path(found)
    with suppress(ServerError):
        embedded = postgres_binaries() / name
        if embedded.exists():
            return embedded
    if found := shutil.which(name):
        return Path(found)
    raise BackupError(
        f"{name} is missing: install PostgreSQL's client programs, or set ONRECORD_PG_BIN to their folder."
    )


def environment() -> tuple[str, dict[str, str]]:
    """How a program is told the database: the argument, which any user may read in the list of processes, and the
    environment, which has the password."""
    given: dict[str, Any] = connection.get_connection_params()
    password = str(given.get("password") or "")
    told = make_conninfo("", **{name: given[name] for name in LIBPQ if given.get(name)})
    return told, {**os.environ, **({"PGPASSWORD": password} if password else {})}


def reason_in(output: str) -> str:
    """The line of a program's complaints that says why."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    told = next(
        (line for line in lines if "error" in line.lower() or "fatal" in line.lower()), lines[-1] if lines else ""
    )
    return told or "it gave no reason"
