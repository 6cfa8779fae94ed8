"""Send what is to be told. One process does it at a time, to each receiver so many messages at once, for some seconds;
then others have their turn: a slow receiver holds up nobody but itself."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from standardwebhooks import Webhook as Signer

from claims.models import Webhook, WebhookDelivery
from config.leases import WorkState, heartbeat
from sources.fetching import FetchError, post, retry_after
from sources.services.web import agent

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["deliver_due", "due"]

AT_ONCE = 8
SECONDS = 10.0
PATIENCE = 5.0  # seconds for one answer
LARGEST = 4_000  # bytes of an answer that are read
EXCERPT = 500
LONGEST_PAUSE = timedelta(minutes=10)
KEPT = timedelta(days=30)
SENDER = 7_100_002  # key of the advisory lock
GONE = 410


@dataclass(frozen=True, slots=True)
class Outcome:
    status: int | None
    answer: str
    error: str
    """Empty where it was taken."""
    wait: int | None = None


def due() -> bool:
    return WebhookDelivery.objects.due().exists()


def deliver_due(seconds: float = SECONDS) -> int:
    """Send what is due, round by round. Returns how many messages were sent, taken or not."""
    until, sent = time.monotonic() + seconds, 0
    with _alone() as alone:
        while alone and time.monotonic() < until:
            hook = _next()
            if hook is None:
                break
            sent += _deliver(hook)
    WebhookDelivery.objects.filter(delivered_at__lt=timezone.now() - KEPT).delete()
    return sent


def _next() -> Webhook | None:
    """The one that has waited longest since its last round."""
    waiting = Webhook.objects.filter(Exists(WebhookDelivery.objects.due().filter(webhook=OuterRef("pk"))))
    return waiting.order_by(F("asked_at").asc(nulls_first=True), "pk").first()


@contextmanager
def _alone() -> Iterator[bool]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SENDER])
        held = bool(cursor.fetchone()[0])
        try:
            yield held
        finally:
            if held:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SENDER])


def _deliver(hook: Webhook) -> int:
    """One round: all at once, none of them waited for longer than PATIENCE. A receiver that takes nothing is left alone
    for a while, longer each time."""
    rows = list(WebhookDelivery.objects.filter(webhook=hook).take(AT_ONCE))
    now = timezone.now()
    with heartbeat(rows), ThreadPoolExecutor(AT_ONCE) as threads:
        outcomes = list(threads.map(lambda row: _send(hook, row, now), rows))
    with transaction.atomic():
        for row, outcome in zip(rows, outcomes, strict=True):
            _record(row, outcome)
    taken = any(not outcome.error for outcome in outcomes)
    failures = 0 if taken or not rows else hook.failures + 1
    pause = min(timedelta(seconds=2 ** min(failures, 12)), LONGEST_PAUSE) if failures else timedelta(0)
    pause = max([pause, *(timedelta(seconds=outcome.wait or 0) for outcome in outcomes)])
    told = {"asked_at": now, "failures": failures, "not_before": timezone.now() + pause if pause else None}
    Webhook.objects.filter(pk=hook.pk).update(**told)
    if any(outcome.status == GONE for outcome in outcomes):
        _end(hook)
    return len(rows)


def _send(hook: Webhook, row: WebhookDelivery, now: datetime) -> Outcome:
    """In a thread: no database here."""
    body = json.dumps({"type": row.event, "timestamp": row.created_at.isoformat(), "data": row.data})
    old = hook.old_secret if hook.old_until and hook.old_until > now else ""
    signatures = [Signer(secret).sign(row.message, now, body) for secret in (hook.secret, old) if secret]
    headers = {
        "Content-Type": "application/json",
        "webhook-id": row.message,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
    try:
        answer = post(
            hook.url,
            body.encode(),
            largest=LARGEST,
            agent=agent(),
            headers=headers,
            loopback=settings.FETCH_LOOPBACK,
            seconds=PATIENCE,
        )
    except FetchError as error:
        return Outcome(None, "", error.reason, error.wait)
    with answer.body as words:
        excerpt = words.read(EXCERPT).decode("utf-8", "replace").replace("\0", "\ufffd")
    if 200 <= answer.status < 300:
        return Outcome(answer.status, excerpt, "")
    return Outcome(answer.status, excerpt, f"The receiver answers {answer.status}.", retry_after(answer.headers))


def _record(row: WebhookDelivery, outcome: Outcome) -> None:
    held = WebhookDelivery.objects.lock(row)
    if held is None:
        return
    held.status, held.answer = outcome.status, outcome.answer
    held.delivered_at = None if outcome.error else timezone.now()
    held.save(update_fields=["status", "answer", "delivered_at"])
    if outcome.error:
        held.fail(outcome.error)
    else:
        held.finish()


def _end(hook: Webhook) -> None:
    """The receiver says that it is gone for good: it is told nothing more until an admin starts it again."""
    Webhook.objects.filter(pk=hook.pk).update(active=False)
    waiting = hook.deliveries.filter(state=WorkState.WAITING)
    waiting.update(state=WorkState.SET_ASIDE, error="The receiver wants no more messages: it answers 410.")
