from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import servers

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory of its own, apart from that of the test run, and a shell that names no servers."""
    for name in ("DATABASE_URL", "REDIS_URL"):
        monkeypatch.delenv(name, raising=False)
    with tempfile.TemporaryDirectory(prefix="onrecord-launch-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)
        servers.remove(Path(folder))


@pytest.fixture
def environment(data: Path) -> dict[str, str]:
    return {**os.environ, "ONRECORD_DATA": str(data)}


@pytest.fixture
def run(environment: dict[str, str]) -> Iterator[Run]:
    """`run("manage.py", "check")` starts Python in the checkout; output is text."""
    started: list[subprocess.Popen[str]] = []

    def start(*arguments: str, **extra: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**environment, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
