from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from standardwebhooks import Webhook as Verifier

from claims.models import Webhook
from claims.services.webhooks.manage import make
from tests.factories import UserFactory


class Receiver:
    """A web server on loopback that keeps what it is sent, and answers with `status`, after `slow` seconds."""

    def __init__(self) -> None:
        self.status, self.slow = 204, 0.0
        self.headers: dict[str, str] = {}
        self.got: list[tuple[dict[str, str], bytes]] = []

    def verified(self, secret: str) -> list[dict[str, Any]]:
        """What came, each checked as a receiver does it. Raises where a signature is wrong."""
        return [Verifier(secret).verify(body, headers) for headers, body in self.got]


def handler(receiver: Receiver) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            receiver.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            time.sleep(receiver.slow)
            answer = f"This is {receiver.status}.".encode()
            self.send_response(receiver.status)
            for name, value in receiver.headers.items():
                self.send_header(name, value)
            if receiver.status != 204:
                self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            if receiver.status != 204:
                self.wfile.write(answer)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler


@pytest.fixture
def receive(settings: Any) -> Iterator[Callable[..., tuple[Receiver, Webhook]]]:
    """`receive("claim.created", query="")` is a receiver with its webhook."""
    settings.FETCH_LOOPBACK = True
    servers: list[ThreadingHTTPServer] = []

    def start(*events: str, query: str = "") -> tuple[Receiver, Webhook]:
        receiver = Receiver()
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler(receiver))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        url = f"http://127.0.0.1:{server.server_port}/hook"
        return receiver, make(UserFactory(role="admin"), url, events or ("claim.reviewed",), query)

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
