from __future__ import annotations

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
        else:
            super().handle_error(req, client, addr, exc)
