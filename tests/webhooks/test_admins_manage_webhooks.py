from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Webhook
from claims.services.webhooks.deliver import deliver_due
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"whsec_[\w+/=]+")


def secret_in(response: Any) -> str:
    found = SECRET.search(response.content.decode())
    return found[0] if found else ""


def test_one_is_made_tested_and_its_secret_changed(sign_in: Callable[..., Client], receive: Callable[..., Any]) -> None:
    receiver, _ = receive()
    address = Webhook.objects.get().url
    Webhook.objects.all().delete()
    client = sign_in("admin")
    asked = {"url": address, "events": ["claim.created"], "query": "http://testserver/claims/?kind=direct&after=x"}
    made = client.post("/webhooks/", asked)
    hook = Webhook.objects.get()
    secret = secret_in(made)
    assert (hook.query, secret) == ("kind=direct", hook.secret)
    page = f"/webhooks/{hook.pk}/"
    assert not secret_in(client.get(page))
    client.post(page, {"action": "test"})
    deliver_due()
    changed = secret_in(client.post(page, {"action": "rotate"}))
    assert changed not in ("", secret)
    client.post(page, {"action": "test"})
    deliver_due()
    assert [one["type"] for one in receiver.verified(secret)] == ["webhook.test"] * 2, "for a day it signs with both"
    receiver.got.pop(0)
    assert len(receiver.verified(changed)) == 1
    log = client.get(page).content.decode()
    assert log.count("✓ taken") == 2
    delivery = hook.deliveries.first()
    assert delivery is not None
    client.post(f"/webhooks/{hook.pk}/{delivery.pk}/")
    deliver_due()
    assert len(receiver.got) == 2
    for action in ("stop", "start", "stop", "delete"):
        assert client.post(page, {"action": action}).status_code == 302
    assert not Webhook.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"url": "http://hooks.example/"},
        {"url": "javascript:alert(1)"},
        {"url": "https://user:pass word@x/"},
        {"events": []},
        {"events": ["claim.eaten"]},
        {"query": "kind=loud"},
        {"query": "whatever"},
    ],
)
def test_what_makes_no_sense_is_refused(sign_in: Callable[..., Client], change: dict[str, Any]) -> None:
    asked = {"url": "https://hooks.example/", "events": ["claim.created"], "query": "", **change}
    assert sign_in("admin").post("/webhooks/", asked).status_code == 422
    assert not Webhook.objects.exists()


def test_only_admins_see_them(sign_in: Callable[..., Client]) -> None:
    from claims.services.webhooks.manage import make

    hook = make(UserFactory(role="admin"), "https://hooks.example/", ["claim.created"], "")
    client = sign_in("editor")
    for page in ("/webhooks/", f"/webhooks/{hook.pk}/"):
        assert (client.get(page).status_code, client.post(page).status_code) == (403, 403)
    assert client.post(f"/webhooks/{hook.pk}/1/").status_code == 403
