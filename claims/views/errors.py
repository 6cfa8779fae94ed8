"""When a page fails: 503 where PostgreSQL is away (it heals by itself), 500 where the fault is ours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views import defaults

from claims.api.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase

RETRY_AFTER = "30"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Django's handler400: for what middleware refuses, a host that is not ours for example."""
    if request.path.startswith("/api/"):
        return Problem(400, "The request makes no sense to us.").response()
    return defaults.bad_request(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Rendered without the request: asking who the person is would ask the database."""
    away = isinstance(sys.exception(), (OperationalError, InterfaceError))
    headers = {"Retry-After": RETRY_AFTER} if away else {}
    if request.path.startswith("/api/"):
        told = "The database is away; it comes back by itself." if away else "The fault is ours, and was written down."
        return Problem(503 if away else 500, told, headers=headers).response()
    page = render_to_string("503.html" if away else "500.html")
    return HttpResponse(page, status=503 if away else 500, headers=headers)
