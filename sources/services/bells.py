"""Ring for a worker. Rows hold what there is to do, so a bell that nobody hears costs seconds, not work."""

from __future__ import annotations

from functools import partial

import structlog
from celery import current_app
from django.db import transaction

from config.broker import rung

log = structlog.get_logger(__name__)


def ring(task: str, *args: int) -> None:
    """Once, until a worker hears it: bells for the same work do not pile up in front of others."""
    url = current_app.conf.broker_url
    try:
        if rung(url, task, args):
            current_app.send_task(task, args=list(args), retry=False)
    except Exception as error:  # whatever the broker's client raises: the sweep finds the work
        log.warning("bell_not_rung", task=task, reason=str(error))


def ring_after_commit(task: str, *args: int) -> None:
    transaction.on_commit(partial(ring, task, *args))
