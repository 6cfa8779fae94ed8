"""`make(target)`: everything that a set-up holds, in one file that is there whole or not at all."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import connection, transaction

from claims.backup.manifest import DATABASE, FILES, KEY, MANIFEST, describe
from claims.backup.tools import BackupError, environment, program, reason_in

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["make"]

CHUNK = 1 << 20


def make(target: Path) -> dict[str, Any]:
    """Returns the manifest. The database is as of one moment, while everybody goes on working. Raises BackupError."""
    if target.exists():
        raise BackupError(f"{target} exists: name a new file, or delete that one first.")
    dump = program("pg_dump")
    with _whole(target) as file, ZipFile(file, "w", ZIP_STORED, allowZip64=True) as archive:
        with transaction.atomic():
            snapshot = _one_moment()
            manifest = describe()
            _put_database(archive, dump, snapshot)
        _put(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
        key, files = Path(settings.DATA_DIR) / KEY, Path(settings.MEDIA_ROOT)
        if key.exists():
            _put(archive, KEY, key.read_bytes())
        for path in _files(files):
            _put_file(archive, FILES + path.relative_to(files).as_posix(), path)
    return manifest


def _one_moment() -> str:
    """So that what is counted is what is dumped, whatever is written meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        return str(cursor.fetchone()[0])


@contextmanager
def _whole(target: Path) -> Iterator[IO[bytes]]:
    """A file beside the target, for its owner only, that takes its name when all of it is written."""
    making = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        with open(os.open(making, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.link(making, target)
    except FileExistsError as error:
        raise BackupError(f"{target} exists: somebody else made it just now.") from error
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        why = "there is no room left" if full else error.strerror or str(error)
        raise BackupError(f"{target} cannot be written: {why}. Nothing was left behind.") from error
    finally:
        making.unlink(missing_ok=True)


def _put_database(archive: ZipFile, dump: Path, snapshot: str) -> None:
    told, environ = environment()
    command = [
        str(dump),
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot}",
        "--dbname",
        told,
    ]
    with tempfile.TemporaryFile() as complaints:
        with (
            archive.open(_entry(DATABASE), "w", force_zip64=True) as into,
            subprocess.Popen(command, stdout=subprocess.PIPE, stderr=complaints, env=environ) as process,  # noqa: S603
        ):
            assert process.stdout  # noqa: S101 - asked for above
            try:
                shutil.copyfileobj(process.stdout, into, CHUNK)
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            raise BackupError(f"The database cannot be read: {reason_in(complaints.read().decode(errors='replace'))}")


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())


def _put_file(archive: ZipFile, name: str, path: Path) -> None:
    """One that is deleted just now is no loss: uploads go after a month."""
    with suppress(FileNotFoundError), path.open("rb") as source:
        into = archive.open(_entry(name), "w", force_zip64=True)
        with into:
            shutil.copyfileobj(source, into, CHUNK)


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_entry(name), content)


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name)
    entry.external_attr = 0o600 << 16
    return entry
