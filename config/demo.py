"""`bin/demo`: the whole product in one foreground process, on embedded servers, with a demo story."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import NoReturn

import redis

from config import servers
from config.broker import forget_workers
from config.processes import Child, Family

MARK = "onrecord-data"
READY_WITHIN = 180.0
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_began = time.monotonic()


def main() -> int:
    options = _options()
    data = Path(options.data).resolve() if options.data else servers.data_dir()
    try:
        _refuse_occupied(options.port)
        if options.reset:
            _reset(data)
        os.environ["ONRECORD_DATA"] = str(data)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        for number in ENDINGS:
            signal.signal(number, _leave)
        _say("Starting the servers")
        with servers.running(data):
            (data / MARK).touch()
            return _run(data, options.port)
    except servers.ServerError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/demo", description=__doc__)
    parser.add_argument("--port", type=int, default=8000, help="where the web server listens (default 8000)")
    parser.add_argument("--data", metavar="DIR", help="where everything is kept (default var/ in the checkout)")
    parser.add_argument("--reset", action="store_true", help="delete what the data directory holds and start anew")
    return parser.parse_args()


def _run(data: Path, port: int) -> int:
    family = Family()
    try:
        _prepare_django()
        _migrate()
        _collect_static(data)
        family.start(*_children(data, port))
        passwords = _seed()
        _await_ready(family, port)
        _welcome(port, passwords, data)
        while True:
            time.sleep(1)
            for name in servers.revive(data):
                sys.stderr.write(f"{name} was gone; it is started again (logs: {data / 'logs'})\n")
            if trouble := family.look_after():
                raise servers.ServerError(trouble)
    finally:
        _say("Stopping")
        family.stop()


def _refuse_occupied(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError) as error:
            raise servers.ServerError(
                f"Port {port} cannot be used ({getattr(error, 'strerror', error)}): choose one with bin/demo --port N."
            ) from error


def _reset(data: Path) -> None:
    """Deletes only what carries our mark, and only when nobody uses it."""
    if not data.exists():
        return
    if any(data.iterdir()) and not (data / MARK).exists():
        raise servers.ServerError(f"{data} is not a data directory of OnRecord: nothing was deleted.")
    servers.remove(data)
    shutil.rmtree(data, ignore_errors=True)


def _prepare_django() -> None:
    """Raises ServerError where a server that the environment names does not answer."""
    import django
    from django.db import OperationalError, connection

    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise servers.no_answer(error) from error
    try:
        forget_workers(os.environ["REDIS_URL"])
    except redis.exceptions.RedisError as error:
        raise servers.ServerError(f"Redis does not answer: {error} Check REDIS_URL, or unset it.") from error


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        _say("Making the tables")
        call_command("migrate", verbosity=0, interactive=False)


def _collect_static(data: Path) -> None:
    """Only when a file changed: hashing and compressing them takes seconds."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    listed = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            listed.update(f"{path} {storage.get_modified_time(path)}\n".encode())
    stamp = data / "static.stamp"
    if stamp.exists() and stamp.read_text() == listed.hexdigest() and Path(settings.STATIC_ROOT).exists():
        return
    _say("Collecting static files")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(listed.hexdigest())


def _children(data: Path, port: int) -> list[Child]:
    def child(name: str, *arguments: str) -> Child:
        return Child(name, [sys.executable, "-m", *arguments], data / "logs" / f"{name.replace(' ', '-')}.log")

    jobs = str(max(1, min(4, os.cpu_count() or 1)))
    quiet = ["--loglevel", "INFO"]
    celery = ["celery", "--skip-checks", "-A", "config"]
    worker = [*celery, "worker", "--concurrency", jobs, "--without-gossip", "--without-mingle", *quiet]
    beat = [*celery, "beat", "--schedule", str(data / "beat-schedule"), "--pidfile=", *quiet]
    web = ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}"]
    return [child("worker", *worker), child("web server", *web), child("beat", *beat)]


def _seed() -> dict[str, str]:
    from django.core.management import call_command

    from claims.services.demo import seed_people

    _say("Preparing the demo story")
    call_command("seed_demo", quiet=True)
    return seed_people()


def _await_ready(family: Family, port: int) -> None:
    from claims.services.demo import articles_unread

    deadline = time.monotonic() + READY_WITHIN
    told, told_at = "", 0.0
    while time.monotonic() < deadline:
        parts = _readiness(port)
        missing = [f"{part}: {answer}" for part, answer in parts.items() if answer != "ok"]
        unread = 0 if missing else articles_unread()
        if not missing and not unread:
            return
        doing = f"Extracting claims from {unread} articles" if unread else "Waiting for the web server and the worker"
        if doing != told and time.monotonic() - told_at > 2:
            _say(doing)
            told, told_at = doing, time.monotonic()
        if trouble := family.look_after():
            raise servers.ServerError(trouble)
        time.sleep(0.2)
    raise servers.ServerError(f"Not ready after {READY_WITHIN:.0f} s: {'; '.join(missing) or doing}. See the logs.")


def _readiness(port: int) -> dict[str, str]:
    """What `/readyz` says of each part; of the web server alone where it does not answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return dict(json.load(answer)["parts"])
    except urllib.error.HTTPError as error:
        with contextlib.suppress(ValueError, KeyError):
            return dict(json.load(error)["parts"])
        return {"web server": f"answers {error.code}"}
    except OSError:
        return {"web server": "does not answer"}


def _welcome(port: int, passwords: dict[str, str], data: Path) -> None:
    _say("Ready")
    people = "\n".join(f"    {name:8} {password}" for name, password in passwords.items())
    sys.stdout.write(
        f"\n  OnRecord runs at  http://127.0.0.1:{port}/\n\n  Sign in as\n{people}\n\n"
        f"  Data and logs: {data}\n  Ctrl-C stops it.\n\n"
    )
    sys.stdout.flush()


def _say(what: str) -> None:
    sys.stdout.write(f"[{time.monotonic() - _began:5.1f} s] {what}\n")
    sys.stdout.flush()


def _leave(number: int, frame: object) -> NoReturn:
    """Once: an impatient second Ctrl-C must not break the stopping off and leave processes behind."""
    for ending in ENDINGS:
        signal.signal(ending, signal.SIG_IGN)
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
