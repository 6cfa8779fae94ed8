"""`bin/demo`, without the set-up that comes before it."""

import json
import os
import re
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from config.postgres import postmaster
from config.private import cluster_dir, socket_dir
from tests.launching.conftest import Run

Eventually = Callable[..., None]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ready(demo: "subprocess.Popen[str]") -> dict[str, str]:
    """Waits for the welcome. Returns the passwords in it."""
    assert demo.stdout is not None
    said = ""
    while "Ctrl-C" not in said:
        line = demo.stdout.readline()
        assert line, f"the demo ended: {said}\n{demo.communicate()[1]}"
        said += line
    return dict(re.findall(r"^    (analyst|editor|admin) +(\S+)$", said, re.MULTILINE))


def processes_of(data: Path) -> list[psutil.Process]:
    """Children know the data directory by their environment, servers by their arguments."""

    def belongs(process: psutil.Process) -> bool:
        try:
            named = [*process.cmdline(), process.environ().get("ONRECORD_DATA", "")]
        except psutil.Error:
            return False
        return process.pid != os.getpid() and any(str(where) in " ".join(named) for where in (data, socket_dir(data)))

    return [process for process in psutil.process_iter() if belongs(process)]


def readiness(port: int) -> dict[str, object]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        return dict(json.load(error))


def programs_of(demo: "subprocess.Popen[str]") -> list[psutil.Process]:
    """Web server, worker and beat, those that live."""
    return [child for child in psutil.Process(demo.pid).children() if {"celery", "gunicorn"} & arguments(child)]


def arguments(process: psutil.Process) -> set[str]:
    """None of one that died."""
    try:
        return set(process.cmdline())
    except psutil.Error:
        return set()


def worker_of(demo: "subprocess.Popen[str]") -> psutil.Process | None:
    return next((program for program in programs_of(demo) if "worker" in arguments(program)), None)


def test_first_and_second_start(run: Run, data: Path, port: int, eventually: Eventually) -> None:
    demo = run("-m", "config.demo", "--port", str(port), "--data", str(data))
    passwords = ready(demo)
    assert set(passwords) == {"analyst", "editor", "admin"}
    assert readiness(port)["ready"] is True

    # An impatient person presses Ctrl-C twice.
    demo.send_signal(signal.SIGINT)
    demo.send_signal(signal.SIGINT)
    assert demo.wait(30) == 0
    assert not processes_of(data)

    again = run("-m", "config.demo", "--port", str(port), "--data", str(data))
    assert ready(again) == passwords

    # What dies is started again.
    worker = worker_of(again)
    assert worker is not None
    worker.kill()
    pid = postmaster(cluster_dir(data))
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    eventually(lambda: worker_of(again) not in (None, worker) and readiness(port)["ready"], within=60)

    again.send_signal(signal.SIGTERM)
    assert again.wait(30) == 0
    assert not processes_of(data)


def test_killed_demo_takes_its_children_with_it(run: Run, data: Path, port: int, eventually: Eventually) -> None:
    demo = run("-m", "config.demo", "--port", str(port), "--data", str(data))
    eventually(lambda: len(programs_of(demo)) == 3, within=90)
    programs = programs_of(demo)
    demo.kill()
    demo.wait()
    # The servers stay for whoever comes next; what only the demo needs does not.
    eventually(lambda: not any(arguments(program) for program in programs), within=30)
