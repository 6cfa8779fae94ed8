"""The embedded PostgreSQL server of a data directory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from config.memory import memory
from config.private import ServerError, as_owner, cluster_dir, make_private, owner, postgres_binaries, socket_dir

MAJOR = "18"
PATIENCE = 60.0  # seconds: recovery after a crash
SETTINGS = (
    "listen_addresses=",
    # What was in memory when the server ended is there again soon after it starts.
    "shared_preload_libraries=pg_prewarm",
    # A list's 10,000 hits with their actors are counted in memory.
    "work_mem=32MB",
    # Lists take some 50 ms: compiling their queries would take longer than it saves.
    "jit=off",
    # Data lies on solid-state disks, mostly in memory; at the default of 4 the planner reads whole tables instead.
    "random_page_cost=1.1",
)
"""compose.yaml gives its server the same, but for the addresses and the buffers."""
BUFFERS = (128, 4_096)  # MB, at least and at most


@dataclass(frozen=True)
class Postgres:
    data: Path
    name = "PostgreSQL"
    variable = "DATABASE_URL"

    @property
    def url(self) -> str:
        return f"postgresql://onrecord@/onrecord?host={socket_dir(self.data)}"

    @property
    def log(self) -> Path:
        return self.data / "logs" / "postgres.log"

    def answers(self) -> bool:
        try:
            self._query("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def start(self) -> None:
        """Raises ServerError."""
        make_private(socket_dir(self.data))
        cluster = cluster_dir(self.data)
        binaries = postgres_binaries()
        if not (cluster / "PG_VERSION").exists():
            self._initialise(cluster, binaries)
        version = (cluster / "PG_VERSION").read_text().strip()
        if version != MAJOR:
            raise ServerError(
                f"{cluster} was made by PostgreSQL {version}, this is {MAJOR}: start with another --data directory, "
                "or dump it with the old version first."
            )
        self._clear_stale(cluster)
        options = [part for setting in (*SETTINGS, _buffers()) for part in ("-c", setting)]
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # type: ignore[call-overload]  # noqa: S603 - our own binary
                [binaries / "postgres", "-D", cluster, "-k", socket_dir(self.data), *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                cwd="/",
                **as_owner(),
            )
        try:
            self._await(process)
        except BaseException:
            process.send_signal(signal.SIGINT)
            raise
        with suppress(psycopg.errors.DuplicateDatabase):
            self._query("CREATE DATABASE onrecord")

    def stop(self) -> None:
        pid = postmaster(cluster_dir(self.data))
        if pid is None:
            return
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + PATIENCE
        while _runs_postgres(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
            with suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(f"PostgreSQL does not start: {self._last_line()} (log: {self.log})")
            time.sleep(0.05)

    def _query(self, statement: str) -> None:
        with psycopg.connect(
            host=str(socket_dir(self.data)), user="onrecord", dbname="postgres", autocommit=True, connect_timeout=5
        ) as connection:
            connection.execute(statement)

    def _initialise(self, cluster: Path, binaries: Path) -> None:
        """In a directory of its own, moved into place when complete: a killed initdb leaves nothing half."""
        making = cluster.with_name("postgres.new")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        if os.getuid() == 0:
            os.chown(making, owner(), -1)
        command = [binaries / "initdb", "-D", making, "-U", "onrecord", "--auth=trust"]
        command += [
            "--encoding=UTF8",
            "--locale=C.UTF-8" if os.uname().sysname == "Linux" else "--locale=C",
            "--no-sync",
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **as_owner())  # type: ignore[call-overload]  # noqa: S603
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise ServerError(f"PostgreSQL cannot make its files in {cluster}: {last}")
        making.rename(cluster)

    def _clear_stale(self, cluster: Path) -> None:
        """A pid file that a crash left may name a process that is something else by now."""
        pid = postmaster(cluster)
        if pid is not None and not _runs_postgres(pid):
            (cluster / "postmaster.pid").unlink(missing_ok=True)
            for left in socket_dir(self.data).glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def _last_line(self) -> str:
        lines = self.log.read_text(errors="replace").strip().splitlines() if self.log.exists() else []
        return lines[-1] if lines else "it wrote nothing to its log"


def _buffers() -> str:
    """A quarter of the memory, as PostgreSQL's manual advises; it takes only what it fills."""
    least, most = BUFFERS
    return f"shared_buffers={min(max(memory() // 4 // 2**20, least), most)}MB"


def postmaster(cluster: Path) -> int | None:
    """The process id that the cluster's pid file names."""
    try:
        return int((cluster / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _runs_postgres(pid: int) -> bool:
    done = subprocess.run(["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    state, _, name = done.stdout.strip().partition(" ")
    return "postgres" in name and not state.startswith("Z")
