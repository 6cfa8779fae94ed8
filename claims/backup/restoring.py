"""`restore(source)`: a backup into a set-up that holds nothing, or in place of what it holds."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Value
from django.db.models.functions import Concat, Substr

from claims.backup.manifest import DATABASE, FILES, FORM, KEY, MANIFEST, counts
from claims.backup.tools import BackupError, environment, program, reason_in
from sources.models import ImportJob

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["restore"]

CHUNK = 1 << 20
ASIDE = "onrecord_before_restore"


def restore(source: Path, *, replace: bool = False) -> dict[str, Any]:
    """Returns the manifest. All of it or nothing: until the last row is there, the set-up is as it was. Raises
    BackupError."""
    tool = program("pg_restore")
    with _opened(source) as archive:
        manifest = _manifest(archive, source)
        _check(archive, source)
        _come_back()
        if not replace and _holds_something():
            raise BackupError(
                "This set-up holds people or articles already. Restore into an empty one, or, to lose what is here, "
                "say --replace."
            )
        with _aside():
            _load(archive, tool)
            _compare(manifest["counts"])
        call_command("migrate", verbosity=0, interactive=False)
        try:
            _put_files(archive)
        except OSError as error:
            raise BackupError(
                f"The database is restored, but {error.filename or 'a file'} could not be written: "
                f"{error.strerror or error}. Mend that and restore again with --replace."
            ) from error
    _point_to_files(manifest["files_were_in"])
    return manifest


@contextmanager
def _opened(source: Path) -> Iterator[ZipFile]:
    try:
        with ZipFile(source) as archive:
            yield archive
    except BadZipFile as error:
        raise BackupError(f"{source} is no backup, or a part of it is missing or damaged.") from error
    except OSError as error:
        raise BackupError(f"{source} cannot be read: {error.strerror or error}.") from error


def _manifest(archive: ZipFile, source: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        archive.getinfo(DATABASE)
        form, made, known = manifest["form"], manifest["onrecord"], set(manifest["migrations"])
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError(f"{source} is no backup: it does not say what it holds.") from error
    ours = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if form > FORM or known - ours:
        newest = ", ".join(sorted(known - ours)[-2:]) or f"form {form}"
        raise BackupError(
            f"{source} was made by a newer version of OnRecord ({made}; {newest}): install that version first."
        )
    return manifest


def _check(archive: ZipFile, source: Path) -> None:
    """Read all of it once, before anything is touched."""
    if damaged := archive.testzip():
        raise BackupError(f"{source} is damaged: {damaged} is not what was written.")


def _holds_something() -> bool:
    with connection.cursor() as cursor:
        for table in ("auth_user", "sources_article", "claims_claim", "actors_actor"):
            cursor.execute("SELECT to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"SELECT EXISTS (SELECT FROM {table})")  # noqa: S608 - names from above
                if cursor.fetchone()[0]:
                    return True
    return False


@contextmanager
def _aside() -> Iterator[None]:
    """What is there steps aside meanwhile; it comes back when anything fails, and goes when nothing does."""
    _run(f"ALTER SCHEMA public RENAME TO {ASIDE}", "CREATE SCHEMA public", *_move_extensions("public", to="public"))
    try:
        yield
    except BaseException:
        _come_back()
        raise
    _run(f"DROP SCHEMA {ASIDE} CASCADE")


def _come_back() -> None:
    """Of what stepped aside: here, or in a restore that was killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM pg_namespace WHERE nspname = %s", [ASIDE])
        if cursor.fetchone() is None:
            return
    moves = _move_extensions("public", to=ASIDE)
    _run(*moves, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {ASIDE} RENAME TO public")


def _move_extensions(of: str, *, to: str) -> list[str]:
    """What pg_restore makes names them, and there can be one of each only."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extname FROM pg_extension JOIN pg_namespace n ON n.oid = extnamespace WHERE nspname = %s", [of]
        )
        names = [name for (name,) in cursor.fetchall()]
    return [f'ALTER EXTENSION "{name}" SET SCHEMA {to}' for name in names]


def _run(*statements: str) -> None:
    """As one transaction."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(";\n".join(statements))
    except DatabaseError as error:
        raise BackupError(f"The database's owner has to restore: {str(error).strip().splitlines()[0]}") from error


def _compare(counted: dict[str, int]) -> None:
    found = counts()
    if found != counted:
        told = ", ".join(f"{found.get(name, 0)} of {number} {name}" for name, number in counted.items())
        raise BackupError(f"Not everything that was counted came back, so nothing was changed: {told}.")


def _load(archive: ZipFile, tool: Path) -> None:
    connection.close()
    told, environ = environment()
    command = [str(tool), "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "--dbname", told]
    with tempfile.TemporaryFile() as complaints:
        with (
            archive.open(DATABASE) as dump,
            subprocess.Popen(command, stdin=subprocess.PIPE, stderr=complaints, env=environ) as process,  # noqa: S603
        ):
            assert process.stdin  # noqa: S101 - asked for above
            try:
                with process.stdin as into:
                    shutil.copyfileobj(dump, into, CHUNK)
            except BrokenPipeError:
                pass  # it stopped reading, and its exit status says so
            except BaseException:
                process.kill()
                raise
        if process.returncode:
            complaints.seek(0)
            raise BackupError(f"The database did not take it: {reason_in(complaints.read().decode(errors='replace'))}")


def _put_files(archive: ZipFile) -> None:
    root, data = Path(settings.MEDIA_ROOT).resolve(), Path(settings.DATA_DIR)
    if KEY in archive.namelist() and not settings.SECRET_KEY_GIVEN:
        _write(archive, KEY, data / KEY)
    for name in archive.namelist():
        if name.startswith(FILES) and not name.endswith("/"):
            path = (root / name.removeprefix(FILES)).resolve()
            if path.is_relative_to(root):
                _write(archive, name, path)


def _point_to_files(were_in: str) -> None:
    """Imports know where their files lie."""
    root = str(settings.MEDIA_ROOT)
    if were_in != root:
        moved = ImportJob.objects.filter(path__startswith=f"{were_in}/")
        moved.update(path=Concat(Value(root), Substr("path", len(were_in) + 1)))


def _write(archive: ZipFile, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f"{path.name}.{os.getpid()}.part")
    with (
        archive.open(name) as source,
        open(os.open(making, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as into,
    ):
        shutil.copyfileobj(source, into, CHUNK)
    making.replace(path)
