from __future__ import annotations

import socket
from contextlib import suppress
from time import monotonic
from typing import Any

from gunicorn import util
from gunicorn.http.errors import LimitRequestLine
from gunicorn.workers.gthread import ThreadWorker

__all__ = ["WebWorker"]

ADVICE = "It has more than 8,000 characters. Go back and ask with fewer or shorter words, names or filters."


class WebWorker(ThreadWorker):  # type: ignore[misc]  # gunicorn has no types
    """Says what to do about an address that is refused before any page sees it."""

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        if isinstance(exc, LimitRequestLine):
            util.write_error(client, 414, "This address is too long", ADVICE)
            _read_the_rest(client)
        else:
            super().handle_error(req, client, addr, exc)


def _read_the_rest(client: socket.socket, seconds: float = 1) -> None:
    """Of what was sent: closed before that, the connection is reset, and the answer may be lost with it."""
    until = monotonic() + seconds
    with suppress(OSError):
        client.shutdown(socket.SHUT_WR)
        client.settimeout(seconds)
        while monotonic() < until and client.recv(65536):
            pass
