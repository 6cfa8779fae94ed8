"""A dump on the disk: complete where its manifest is there, which is written last."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from claims.dump.tables import VERSION, Table, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

__all__ = ["MANIFEST", "DumpError", "dump"]

MANIFEST = "manifest.json"
type Open = Callable[[str], Any]
"""A context manager of a binary file of that name in the dump."""


class DumpError(Exception):
    """Says what is wrong with the place, as a sentence."""


def dump(target: Path, since: datetime | None = None, *, texts: bool = False) -> dict[str, Any]:
    """Into a new or empty directory, or into one ZIP file where `target` ends so. Returns the manifest.

    All rows are of one moment, however long it takes, and few are in memory at a time. Raises DumpError.
    """
    try:
        with _place(target) as opened:
            return _written(opened, since, texts=texts)
    except OSError as error:
        why = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror or str(error)
        raise DumpError(f"{error.filename or target}: {why}. The dump is not complete.") from error


def _written(opened: Open, since: datetime | None, *, texts: bool) -> dict[str, Any]:
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest: dict[str, Any] = {
            "format": "onrecord-dump",
            "version": VERSION,
            "schema": _migrations(),
            "taken_at": timezone.now().isoformat(),
            "since": since and since.isoformat(),
            "texts": texts,
            "files": {},
        }
        for table in tables(since, texts=texts):
            name = f"{table.name}.jsonl"
            with opened(name) as file:
                manifest["files"][name] = _lines(table, file)
    with opened(MANIFEST) as file:
        file.write(json.dumps(manifest, indent=1).encode() + b"\n")
    return manifest


def _lines(table: Table, file: IO[bytes]) -> dict[str, Any]:
    digest, rows, size = hashlib.sha256(), 0, 0
    for document in table.documents():
        line = json.dumps(document, ensure_ascii=False).encode() + b"\n"
        file.write(line)
        digest.update(line)
        rows, size = rows + 1, size + len(line)
    return {"rows": rows, "bytes": size, "sha256": digest.hexdigest()}


def _migrations() -> dict[str, str]:
    """The last migration of each app, by which a reader tells what the database was."""
    applied = MigrationRecorder(connection).applied_migrations()
    return {app: max(name for of, name in applied if of == app) for app in ("sources", "actors", "claims")}


@contextmanager
def _place(target: Path) -> Iterator[Open]:
    if target.suffix == ".zip":
        with _archive(target) as opened:
            yield opened
        return
    if target.is_dir() and any(target.iterdir()):
        raise DumpError(f"{target} is not empty: name a new directory.")
    target.mkdir(exist_ok=True)
    yield lambda name: (target / name).open("xb")


@contextmanager
def _archive(target: Path) -> Iterator[Open]:
    """Under another name until it is complete."""
    if target.exists():
        raise DumpError(f"{target} is there already: name a new file.")
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            yield lambda name: archive.open(name, "w", force_zip64=True)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
