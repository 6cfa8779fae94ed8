"""Is the product alive, is it ready, and how much of what does it do. Open to load balancers: no login, no secrets."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Sum
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from claims.models import Claim, Extraction
from config import durations
from config.broker import client, workers
from config.leases import WorkState
from sources.models import Article, ImportJob

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every part is there, else 503; `waiting` counts extractions that are not done yet."""
    parts = {"database": _database(), **_broker()}
    ready = all(answer == "ok" for answer in parts.values())
    waiting = Extraction.objects.unfinished().count() if parts["database"] == "ok" else None
    return JsonResponse({"ready": ready, "parts": parts, "waiting": waiting}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok" if _migrated() else "migrations are missing: run manage.py migrate"
    except DatabaseError:
        return "does not answer"


@cache
def _known_migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise LookupError
    return True


def _migrated() -> bool:
    """Asked until the answer is yes: the code of a running server does not change."""
    try:
        return _known_migrated()
    except LookupError:
        return False


def _broker() -> dict[str, str]:
    try:
        with client(settings.CELERY_BROKER_URL) as broker:
            broker.ping()
            alive = workers(broker)
    except redis.exceptions.RedisError:
        return {"broker": "does not answer", "worker": "unknown", "model": "unknown"}
    if not alive:
        return {"broker": "ok", "worker": "none has answered lately", "model": "unknown"}
    return {"broker": "ok", "worker": "ok", "model": "ok" if all(alive) else "not found by a worker"}


@login_not_required
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text, for loopback or with `Authorization: Bearer ONRECORD_METRICS_TOKEN`."""
    if not _may_measure(request):
        raise PermissionDenied
    registry = CollectorRegistry()
    registry.register(_Tables())
    durations.register(registry)
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_measure(request: HttpRequest) -> bool:
    if token := settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return constant_time_compare(given, token)
    if settings.HTTPS or "X-Forwarded-For" in request.headers:  # everybody comes from loopback, through the proxy
        return False
    return ip_address(request.META["REMOTE_ADDR"] or "0.0.0.0").is_loopback  # noqa: S104 - compared, not bound


class _Tables(Collector):
    """What the tables hold, counted when asked."""

    def collect(self) -> Iterator[Metric]:
        yield _by("onrecord_extractions", "Extractions.", "state", dict.fromkeys(WorkState.values, 0) | _states())
        rows = ImportJob.objects.aggregate(**{outcome: Sum(outcome, default=0) for outcome in ImportJob.OUTCOMES})
        yield _by("onrecord_import_rows", "Rows of imports.", "outcome", rows)
        running = ImportJob.objects.exclude(phase__in=[ImportJob.Phase.FINISHED, ImportJob.Phase.FAILED]).count()
        yield GaugeMetricFamily("onrecord_imports_running", "Imports that are not over.", running)
        yield GaugeMetricFamily("onrecord_articles", "Articles.", Article.objects.count())
        yield GaugeMetricFamily("onrecord_claims", "Claims that lists count.", Claim.objects.standing().count())


def _states() -> dict[str, int]:
    return dict(Extraction.objects.values_list("state").annotate(Count("pk")))


def _by(name: str, words: str, label: str, counted: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, words, labels=[label])
    for value, count in counted.items():
        family.add_metric([value], count)
    return family
