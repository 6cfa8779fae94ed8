from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from claims.services.tokens import make
from config.broker import client as broker
from tests.factories import UserFactory

type Program = Callable[..., Client]


@pytest.fixture(autouse=True)
def uncounted() -> None:
    """What earlier tests asked counts for nobody here."""
    with broker(settings.CELERY_BROKER_URL) as counters:
        for key in counters.scan_iter("onrecord:api:*"):
            counters.delete(key)


@pytest.fixture
def program(db: None) -> Program:
    """`program("read", "texts", role="editor")` is a client that sends a token with these scopes."""

    def start(*scopes: str, owner: Any = None, role: str = "analyst") -> Client:
        _, secret = make(owner or UserFactory(role=role), "a program", scopes or ("read",), None)
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return start
