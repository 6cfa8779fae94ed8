"""How long requests take, for Prometheus. Under gunicorn the processes share a folder: see `config.gunicorn`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

SECONDS = Histogram(
    "onrecord_request_seconds",
    "Duration of requests.",
    ["method", "page", "status"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0),
    registry=None,
)


def middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    def timed(request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        response = get_response(request)
        # The pattern, not the address: there are more addresses than a time series may have labels.
        page = request.resolver_match.route if request.resolver_match else ""
        SECONDS.labels(request.method, page, response.status_code).observe(time.perf_counter() - began)
        return response

    return timed


def register(registry: CollectorRegistry) -> None:
    """Let `registry` show the durations of all processes of this web server."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(SECONDS)
