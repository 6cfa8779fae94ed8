"""When a page fails: 503 where PostgreSQL is away (it heals by itself), 500 where the fault is ours."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from django.http import HttpRequest

RETRY_AFTER = "30"


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500. Rendered without the request: asking who the person is would ask the database."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)
