from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Site:
    """A web server on loopback: `site.pages["/a"] = (200, {"Content-Type": "text/html"}, b"...")`, or a callable that
    is given the request's headers and returns that; an iterator as the body is sent piece by piece."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []

    def url(self, path: str) -> str:
        return f"{self.address}{path}"

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.asked)


def handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            sent = {name.lower(): value for name, value in self.headers.items()}
            site.asked.append(self.path)
            site.headers.append(sent)
            page = site.pages.get(self.path, (404, {}, b""))
            status, headers, body = page(sent) if callable(page) else page
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if isinstance(body, bytes):
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                for part in [body] if isinstance(body, bytes) else body:
                    self.wfile.write(part)
            except (BrokenPipeError, ConnectionResetError):
                pass  # who asked has heard enough

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def sites() -> Iterator[Callable[[], Site]]:
    """`sites()` starts a server of its own port."""
    servers: list[ThreadingHTTPServer] = []

    def start() -> Site:
        site = Site("")
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler(site))
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return site

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(sites: Callable[[], Site]) -> Site:
    return sites()


@pytest.fixture
def loopback(settings: Any) -> None:
    """Imports may fetch from this machine, and need not wait between two requests."""
    settings.FETCH_LOOPBACK = True
    settings.FETCH_DELAY = 0.0


def forever(part: bytes = b"x" * 10_000) -> Iterator[bytes]:
    while True:
        yield part


def slowly(part: bytes = b"x", pause: float = 0.05) -> Iterator[bytes]:
    while True:
        time.sleep(pause)
        yield part
