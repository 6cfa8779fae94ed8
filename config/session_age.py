"""Sessions end: some hours after they began, and some hours after anybody last asked for something in them.

What a page that was left open asks for again and again, with `by_itself` in the address, is asked by nobody.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
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
BY_ITSELF = "by_itself"
ENDED = "Your session ended by its age, or because nobody had used it for long."


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
                messages.info(request, ENDED)
            elif now - seen > NOTED and BY_ITSELF not in request.GET:
                session[SEEN] = now
        return get_response(request)

    return handle
