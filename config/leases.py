"""Rows that are work: PostgreSQL holds the truth, a message is only a bell.

A row is claimed with FOR UPDATE SKIP LOCKED, its attempt counted and committed before the work starts, and its
lease renewed while the work goes on; a lease that ran out means that the worker died.
"""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import connection, models, transaction
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterator

LEASE = timedelta(seconds=float(os.environ.get("ONRECORD_LEASE", "40")))
HEARTBEAT = LEASE.total_seconds() / 4
MAX_ATTEMPTS = 3


class WorkState(models.TextChoices):
    WAITING = "waiting", "waiting"
    RUNNING = "running", "running"
    DONE = "done", "done"
    SET_ASIDE = "set_aside", "set aside"


class WorkQuerySet[M: "Work"](models.QuerySet[M]):
    def due(self) -> Self:
        """Waiting, or running under a lease that ran out."""
        expired = models.Q(state=WorkState.RUNNING, lease_until__lt=timezone.now())
        return self.filter(models.Q(state=WorkState.WAITING) | expired)

    def unfinished(self) -> Self:
        return self.filter(state__in=[WorkState.WAITING, WorkState.RUNNING])

    def set_aside(self) -> Self:
        """Failed three times: what an admin has to look at."""
        return self.filter(state=WorkState.SET_ASIDE)

    def newest_first(self) -> Self:
        return self.order_by("-pk")

    def take(self, limit: int) -> list[M]:
        """Claim up to `limit` due rows, oldest first, each with one more attempt, committed.

        A row that was tried before is taken alone, so that one bad row cannot take its neighbours with it. A row
        that already had its last attempt (its worker died in it) is set aside instead.
        """
        with transaction.atomic():
            now = timezone.now()
            due = list(self.due().order_by("pk").select_for_update(skip_locked=True)[:limit])
            for row in due:
                if row.attempts >= row.attempts_allowed:
                    row.set_aside(row.error or "The worker died while it worked on this, three times.")
            live = [row for row in due if row.state != WorkState.SET_ASIDE]
            rows = live[:1] if live and live[0].attempts else [row for row in live if not row.attempts]
            for row in rows:
                row.state, row.attempts, row.lease_until = WorkState.RUNNING, row.attempts + 1, now + LEASE
            self.model._default_manager.bulk_update(rows, ["state", "attempts", "lease_until"])
        return rows

    def lock(self, row: M) -> M | None:
        """The row as it is, locked, if it is still ours: another attempt than ours means that our lease ran out."""
        return self.select_for_update().filter(pk=row.pk, state=WorkState.RUNNING, attempts=row.attempts).first()

    def fail(self, row: M, error: Exception) -> None:
        """Write on the row what kept it from being done, unless another worker took it meanwhile."""
        with transaction.atomic():
            if held := self.lock(row):
                held.fail(f"{type(error).__name__}: {error}"[:2000])


class Work(models.Model):
    State = WorkState
    attempts_allowed: ClassVar[int] = MAX_ATTEMPTS

    state = models.CharField(max_length=10, choices=WorkState, default=WorkState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        abstract = True

    def finish(self) -> None:
        self.state, self.lease_until, self.error = WorkState.DONE, None, ""
        self.save(update_fields=["state", "lease_until", "error"])

    def fail(self, reason: str) -> None:
        """Back to the queue, or aside after the last attempt, where an admin sees it."""
        if self.attempts >= self.attempts_allowed:
            self.set_aside(reason)
            return
        self.state, self.lease_until, self.error = WorkState.WAITING, None, reason
        self.save(update_fields=["state", "lease_until", "error"])

    def set_aside(self, reason: str) -> None:
        self.state, self.lease_until, self.error = WorkState.SET_ASIDE, None, reason
        self.save(update_fields=["state", "lease_until", "error"])


@contextmanager
def heartbeat(rows: list[Any]) -> Iterator[None]:
    """Renew the leases of `rows` (of one model) four times in their length until the block ends."""
    if not rows:
        yield
        return
    stop = threading.Event()
    model, keys = type(rows[0]), [row.pk for row in rows]

    def renew() -> None:
        while not stop.wait(HEARTBEAT):
            held = model._default_manager.filter(pk__in=keys, state=WorkState.RUNNING)
            held.update(lease_until=timezone.now() + LEASE)
        connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def work_constraints(prefix: str) -> list[models.BaseConstraint]:
    """A running row has a lease and an attempt; no other row has a lease."""
    running = models.Q(state=WorkState.RUNNING)
    return [
        models.CheckConstraint(
            condition=(running & models.Q(lease_until__isnull=False, attempts__gt=0))
            | (~running & models.Q(lease_until__isnull=True)),
            name=f"{prefix}_lease",
        )
    ]


def due_index(prefix: str) -> models.Index:
    return models.Index(
        fields=["id"],
        name=f"{prefix}_due",
        condition=models.Q(state__in=[WorkState.WAITING, WorkState.RUNNING]),
    )
