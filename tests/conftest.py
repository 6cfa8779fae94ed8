"""Fixtures that more than one folder of tests needs; the servers come from `tests.servers`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from config import servers

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_configure(config: pytest.Config) -> None:
    """What would only cost time: hashing that is slow by design, and names of static files that carry a hash."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool) -> bool:
    """In a cluster that is thrown away no database need be dropped first; its last users could prevent that."""
    own = servers.addresses(servers.data_dir()).database_url
    return django_db_keepdb or os.environ["DATABASE_URL"] == own


@pytest.fixture
def newsweek() -> Path:
    """The first article that the product must handle; it is not ours to put into the repository."""
    path = SHARED / "data/articles/newsweek-iraq-militias.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.fixture
def worldwide() -> Path:
    """Articles as a person would have them, compressed; not ours either."""
    path = SHARED / "data/articles/worldwide.jsonl.gz"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.fixture
def sign_in(client: Client) -> Callable[..., Client]:
    """`sign_in("editor")` is a test client with that role; `stories=[...]` limits an editor to these."""
    from tests.factories import UserFactory

    def enter(role: str = "analyst", **person: Any) -> Client:
        client.force_login(UserFactory(role=role, **person), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return enter


class Worker:
    """A real Celery worker on the real broker, over the test's database."""

    def __init__(self, **environment: str) -> None:
        settings = connection.settings_dict
        host = settings["OPTIONS"].get("host") or settings["HOST"]
        credentials = f"{settings['USER']}:{settings['PASSWORD']}" if settings["PASSWORD"] else settings["USER"]
        database = f"postgresql://{credentials}@/{settings['NAME']}?host={host}"
        if settings["PORT"]:
            database += f"&port={settings['PORT']}"
        self.environment = {**os.environ, "DATABASE_URL": database, **environment}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--concurrency", "1", "--loglevel", "INFO"]
        command += ["--without-gossip", "--without-mingle", *arguments]
        self.process = subprocess.Popen(command, cwd=ROOT, env=self.environment, start_new_session=True)

    def kill(self) -> None:
        """As a power cut would: parent and children at once."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        self._signal(signal.SIGTERM)

    def _signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, number)
            self.process.wait(30)


@pytest.fixture
def worker(transactional_db: None) -> Iterator[Callable[..., Worker]]:
    """`worker(NAME="value")` starts one with that environment; all are killed at the end, the queue emptied."""
    from django.conf import settings

    from config.broker import client

    started: list[Worker] = []
    with client(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()

    def start(*arguments: str, **environment: str) -> Worker:
        made = Worker(**environment)
        made.start(*arguments)
        started.append(made)
        return made

    yield start
    for made in started:
        made.kill()
    with client(settings.CELERY_BROKER_URL) as broker:
        broker.flushdb()


@pytest.fixture
def eventually() -> Callable[..., None]:
    """`eventually(condition, within=30)` waits until the condition is true."""

    def wait(condition: Callable[[], object], within: float = 30.0) -> None:
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, "it did not happen in time"
            time.sleep(0.1)

    return wait


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    quiet = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    quiet += ["--disable-component-update", "--disable-sync"]
    root = ["--no-sandbox"] if os.getuid() == 0 else []
    path = os.environ.get("ONRECORD_CHROMIUM", "/usr/bin/chromium")
    return {**browser_type_launch_args, "executable_path": path, "args": [*quiet, *root]}
