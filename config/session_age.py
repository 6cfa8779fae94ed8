"""Sessions end: some hours after they began, and some hours after anything was last asked in them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

__all__ = ["BEGAN", "SEEN", "begin", "middleware"]

BEGAN, SEEN = "began", "seen"
"""Seconds since 1970, in the session."""
NOTED = 300
"""Seconds after which it is written down again that somebody is there."""
HOUR = 3600


def begin(request: HttpRequest, **kwargs: object) -> None:
    """When somebody signs in, however they do."""
    request.session[BEGAN] = request.session[SEEN] = time.time()


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def handle(request: HttpRequest) -> HttpResponse:
        session = request.session
        if SESSION_KEY in session:
            now = time.time()
            began, seen = session.get(BEGAN, 0), session.get(SEEN, 0)
            if now - began > settings.SESSION_HOURS * HOUR or now - seen > settings.IDLE_HOURS * HOUR:
                logout(request)  # which also writes down when
            elif now - seen > NOTED:
                session[SEEN] = now
        return get_response(request)

    return handle
