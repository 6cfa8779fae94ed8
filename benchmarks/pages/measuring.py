"""Pages asked for by several users at once, then one by one for processor time and queries."""

from __future__ import annotations

import http.client
import itertools
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from benchmarks.pages.addresses import KINDS, Addresses
from benchmarks.pages.processor import seconds_of
from config.postgres import postmaster
from config.private import cluster_dir

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["measured"]

THINKING = 1.0
ALONE = 10
"""Pages of a kind that are asked for one after the other."""


def measured(data: Path, port: int, *, users: int, seconds: float) -> dict[str, Any]:
    from django.db import connection

    from claims.models import Claim

    addresses, cookie = Addresses(), signed_in()
    with serving(data, port) as server:
        for kind in KINDS:
            for _ in range(3):
                fetch(port, cookie, addresses.one_of(kind))
        taken = together(addresses, port, cookie, users=users, seconds=seconds)
        processes = (server, postmaster(cluster_dir(data)) or 0)
        processor = {kind: alone(addresses, port, cookie, kind, processes) for kind in KINDS}
    one_by_one = {
        kind: {
            "web_ms": round(processor[kind][0]),
            "database_ms": round(processor[kind][1]),
            "queries": queries(cookie, addresses.one_of(kind)),
        }
        for kind in KINDS
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Claim._meta.db_table])
        claims = int(cursor.fetchone()[0])
    taken_ms = {kind: [round(1000 * one, 1) for one in taken[kind]] for kind in KINDS}
    return {"claims": claims, "users": users, "taken_ms": taken_ms, "one_by_one": one_by_one}


def together(addresses: Addresses, port: int, cookie: str, *, users: int, seconds: float) -> dict[str, list[float]]:
    """Seconds by kind. Each user goes round the kinds, from another one on."""
    taken: dict[str, list[float]] = defaultdict(list)
    ends = time.monotonic() + seconds

    def work(number: int) -> None:
        kinds = itertools.islice(itertools.cycle(KINDS), number * len(KINDS) // users, None)
        time.sleep(number * THINKING / users)
        for kind in kinds:
            if time.monotonic() > ends:
                return
            taken[kind].append(fetch(port, cookie, addresses.one_of(kind)))
            time.sleep(THINKING)

    people = [threading.Thread(target=work, args=[number]) for number in range(users)]
    for one in people:
        one.start()
    for one in people:
        one.join()
    return taken


def alone(addresses: Addresses, port: int, cookie: str, kind: str, processes: tuple[int, ...]) -> list[float]:
    """Milliseconds of processor time that each of the processes takes for a page."""
    before = [seconds_of(one) for one in processes]
    for _ in range(ALONE):
        fetch(port, cookie, addresses.one_of(kind))
    return [1000 * (seconds_of(one) - used) / ALONE for one, used in zip(processes, before, strict=True)]


def fetch(port: int, cookie: str, address: str) -> float:
    started = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{address} answered {answer.status}")
    return time.perf_counter() - started


def queries(cookie: str, address: str) -> int:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(HTTP_HOST="localhost", headers={"cookie": cookie})
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def signed_in() -> str:
    """The cookie of an analyst's session."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(username="analyst"), "django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def serving(data: Path, port: int) -> Iterator[int]:
    """The web server as `bin/demo` and the Dockerfile start it. Yields its process id."""
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "config.wsgi"]
    with (data / "logs" / "benchmark.log").open("wb") as log:
        server = subprocess.Popen([*command, "--bind", f"127.0.0.1:{port}"], stdout=log, stderr=log)
        try:
            _await(server, port)
            yield server.pid
        finally:
            server.terminate()
            server.wait(30)


def _await(server: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("The web server does not start.")
