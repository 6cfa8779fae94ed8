from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.api import limits
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_each_token_may_ask_so_often_in_a_minute(program: Callable[..., Client], settings: Any) -> None:
    settings.API_RATE = 2
    if time.time() % limits.WINDOW > limits.WINDOW - 5:
        time.sleep(5)  # all of it in one minute
    owner = UserFactory()
    one, other = program(owner=owner), program(owner=owner)
    first, second, third = (one.get("/api/v1/claims") for _ in range(3))
    assert [first.status_code, second.status_code, third.status_code] == [200, 200, 429]
    assert [answer["RateLimit-Remaining"] for answer in (first, second, third)] == ["1", "0", "0"]
    assert third["RateLimit-Limit"] == "2"
    assert 1 <= int(third["RateLimit-Reset"]) == int(third["Retry-After"]) <= limits.WINDOW
    assert third["Content-Type"] == "application/problem+json"
    assert other.get("/api/v1/claims").status_code == 200


def test_while_the_counter_is_away_everybody_is_answered(
    program: Callable[..., Client], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.API_RATE = 1
    settings.CELERY_BROKER_URL = "redis+socket:///nowhere/valkey.sock"
    monkeypatch.setattr(limits, "_away_until", 0.0)
    reader = program()
    answers = [reader.get("/api/v1/claims") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert not any(answer.has_header("RateLimit-Remaining") for answer in answers)
