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
from django.db.models import Count
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from claims.models import Claim, Extraction
from config.broker import client, workers
from config.leases import WorkState
from sources.models import Article, ImportJob

if TYPE_CHECKING:
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
    token = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    local = ip_address(request.META["REMOTE_ADDR"] or "0.0.0.0").is_loopback  # noqa: S104 - compared, not bound
    if not (constant_time_compare(given, token) if token else local):
        raise PermissionDenied
    registry = CollectorRegistry()
    work = Gauge("onrecord_extractions", "Extractions by state.", ["state"], registry=registry)
    counted = dict(Extraction.objects.values_list("state").annotate(Count("pk")))
    for state in WorkState.values:
        work.labels(state).set(counted.get(state, 0))
    Gauge("onrecord_articles", "Articles.", registry=registry).set(Article.objects.count())
    Gauge("onrecord_claims", "Claims that lists count.", registry=registry).set(Claim.objects.standing().count())
    Gauge("onrecord_imports_running", "Imports that are not over.", registry=registry).set(
        ImportJob.objects.filter(phase__in=[ImportJob.Phase.READING, ImportJob.Phase.IMPORTING]).count()
    )
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
