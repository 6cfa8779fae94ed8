"""Refused by the web server before any page sees it, in words."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "socket"
    command = [sys.executable, "-m", "gunicorn", "-c", "python:config.gunicorn", "--bind", f"unix:{path}"]
    command += ["--workers", "1", "config.wsgi"]
    environment = {**os.environ, "ONRECORD_DATA": str(tmp_path / "data")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        for line in process.stderr:
            if "Booting worker" in line:
                break
        yield path
        process.terminate()


def ask(path: Path, words: int) -> bytes:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect(str(path))
        client.sendall(b"GET /healthz?q=" + b"x" * words + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return b"".join(iter(lambda: client.recv(65536), b""))


def test_it_is_said_what_to_do(server: Path) -> None:
    assert ask(server, 8_000).startswith(b"HTTP/1.1 200 OK")
    for words in (8_200, 10_000, 100_000):
        answer = ask(server, words)
        assert answer.startswith(b"HTTP/1.1 414 ")
        assert b"ask with fewer or shorter words" in answer
