"""What an admin does about webhooks."""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from claims.models import Webhook, WebhookDelivery
from claims.services.webhooks.announce import message_id
from config.leases import WorkState
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.contrib.auth.models import User

__all__ = ["make", "redeliver", "rotate", "start", "stop", "test"]

BOTH = timedelta(days=1)
"""For so long after a rotation messages carry the old signature too."""


def make(by: User, url: str, events: Sequence[str], query: str) -> Webhook:
    return Webhook.objects.create(created_by=by, url=url, events=list(events), query=query, secret=_secret())


def test(hook: Webhook) -> WebhookDelivery:
    """Sent at once, also to a receiver that is left alone at the moment."""
    with transaction.atomic():
        Webhook.objects.filter(pk=hook.pk).update(not_before=None)
        made = WebhookDelivery.objects.create(
            webhook=hook, message=message_id(), event=Webhook.TEST, data={"words": "This is a test."}
        )
        ring_after_commit("claims.deliver")
    return made


def redeliver(delivery: WebhookDelivery) -> bool:
    """With all its attempts again, and the same webhook-id. False while it waits or is on its way."""
    with transaction.atomic():
        over = WebhookDelivery.objects.filter(pk=delivery.pk, state__in=[WorkState.DONE, WorkState.SET_ASIDE])
        done = over.update(state=WorkState.WAITING, attempts=0, error="", next_at=timezone.now(), delivered_at=None)
        Webhook.objects.filter(pk=delivery.webhook_id).update(not_before=None)
        ring_after_commit("claims.deliver")
    return bool(done)


def rotate(hook: Webhook) -> Webhook:
    """A new secret; the old one signs too for a day, so that the receiver has time to change."""
    hook.old_secret, hook.old_until, hook.secret = hook.secret, timezone.now() + BOTH, _secret()
    hook.save(update_fields=["old_secret", "old_until", "secret"])
    return hook


def stop(hook: Webhook) -> None:
    """What happens meanwhile is not told; what waits, waits."""
    Webhook.objects.filter(pk=hook.pk).update(active=False)


def start(hook: Webhook) -> None:
    with transaction.atomic():
        Webhook.objects.filter(pk=hook.pk).update(active=True, failures=0, not_before=None)
        ring_after_commit("claims.deliver")


def _secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(32)).decode()}"
