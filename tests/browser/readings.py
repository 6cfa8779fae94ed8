"""Articles read again without a pause, by two engines in turn, each in a real worker of its own."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

from celery import current_app
from django.db import connections
from django.utils import timezone

from claims.extraction.additions import VARIABLE
from claims.models import Reprocessing
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice
from sources.models import Article
from tests.workers.forgetful import COMPONENT

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

PATIENCE = 120
"""Seconds for one phase of one job."""
PAUSE, RING = 0.1, 0.5
QUEUE = "forgetful"
"""Where the second worker hears its bell: a bell that the wrong one hears would be lost."""


class Readings:
    """While it is entered, jobs are started and applied, one after the other. At its end the shipped engine was the
    last; where a job failed, its error is raised."""

    def __init__(self, worker: Callable[..., object]) -> None:
        worker()
        worker("-Q", QUEUE, **{VARIABLE: COMPONENT})
        self.applied = 0
        self._ended = threading.Event()
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Readings:
        self._thread.start()
        return self

    def __exit__(self, kind: object, error: object, trace: TracebackType | None) -> None:
        self._ended.set()
        self._thread.join()
        if self._error:
            raise self._error

    def _work(self) -> None:
        try:
            while not self._ended.is_set():
                for engine in (COMPONENT, ""):
                    self._read_by(engine)
        except BaseException as error:
            self._error = error
        finally:
            connections.close_all()

    def _read_by(self, engine: str) -> None:
        Article.objects.update(updated_at=timezone.now())  # or else what the engine found before would be kept
        os.environ[VARIABLE] = engine
        try:
            job, new = jobs.start(Choice())
        finally:
            del os.environ[VARIABLE]
        assert new
        queue = QUEUE if engine else current_app.conf.task_default_queue
        self._until(job, Reprocessing.State.READY, queue)
        assert jobs.apply(job)
        self._until(job, Reprocessing.State.DONE, queue)
        job.refresh_from_db()
        assert (job.applied, job.items.set_aside().count()) == (Article.objects.count(), 0)
        self.applied += 1

    def _until(self, job: Reprocessing, state: str, queue: str) -> None:
        began, rung = time.monotonic(), 0.0
        while not Reprocessing.objects.filter(pk=job.pk, state=state).exists():
            now = time.monotonic()
            assert now < began + PATIENCE, f"the job is not {state}"
            if now > rung + RING:
                current_app.send_task("claims.reprocess", queue=queue)
                rung = now
            time.sleep(PAUSE)
