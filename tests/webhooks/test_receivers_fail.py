from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from claims.models import Webhook, WebhookDelivery
from claims.services.webhooks import deliver, manage
from claims.services.webhooks.deliver import AT_ONCE, deliver_due
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def its_time() -> None:
    """As if the pauses were over."""
    Webhook.objects.update(not_before=None)
    WebhookDelivery.objects.update(next_at=timezone.now())


def test_it_is_tried_for_a_day_and_then_set_aside(receive: Callable[..., Any]) -> None:
    receiver, hook = receive()
    receiver.status = 500
    delivery = manage.test(hook)
    waits = []
    for attempt in range(8):
        assert deliver_due() == 1
        delivery.refresh_from_db()
        assert (delivery.attempts, delivery.status, delivery.answer) == (attempt + 1, 500, "This is 500.")
        waits.append(delivery.next_at - timezone.now())
        assert deliver_due() == 0, "not before its time"
        its_time()
    assert delivery.state == "set_aside"
    assert waits[1] > dt.timedelta(minutes=4)
    assert dt.timedelta(days=1) < sum(waits[:7], dt.timedelta()) < dt.timedelta(days=2)
    receiver.status = 200
    assert manage.redeliver(delivery)
    assert deliver_due() == 1
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status, delivery.attempts) == ("done", 200, 1)
    assert len({headers["webhook-id"] for headers, _ in receiver.got}) == 1


def test_one_that_is_gone_is_told_nothing_more(receive: Callable[..., Any]) -> None:
    receiver, hook = receive()
    receiver.status = 410
    for _ in range(AT_ONCE + 2):
        manage.test(hook)
    deliver_due()
    hook.refresh_from_db()
    assert not hook.active
    assert len(receiver.got) == AT_ONCE
    assert not WebhookDelivery.objects.unfinished().exists()


def test_a_redirect_is_not_followed(receive: Callable[..., Any]) -> None:
    receiver, hook = receive()
    receiver.status, receiver.headers = 307, {"Location": "http://127.0.0.1:1/elsewhere"}
    delivery = manage.test(hook)
    deliver_due()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.status) == ("waiting", 307)


def test_only_public_addresses_are_told_anything(settings: Any) -> None:
    for url in ("https://127.0.0.1/", "https://10.0.0.1/", "https://[::1]/", "https://169.254.169.254/"):
        manage.test(manage.make(UserFactory(role="admin"), url, ["claim.created"], ""))
    deliver_due()
    errors = set(WebhookDelivery.objects.values_list("status", "error"))
    assert errors == {(None, "The address leads to a machine inside a network, not to a public web server.")}


def test_a_slow_one_holds_up_nobody_else(receive: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver, "PATIENCE", 1.0)
    slow, slow_hook = receive()
    quick, quick_hook = receive()
    slow.slow = 3.0
    for _ in range(5 * AT_ONCE):
        manage.test(slow_hook)
    for _ in range(2 * AT_ONCE):
        manage.test(quick_hook)
    began = time.monotonic()
    deliver_due()
    assert time.monotonic() - began < 2.5
    assert len(quick.verified(quick_hook.secret)) == 2 * AT_ONCE
    assert len(slow.got) == AT_ONCE, "after a round that failed it is left alone"
    slow_hook.refresh_from_db()
    assert slow_hook.not_before > timezone.now()
