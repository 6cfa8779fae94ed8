from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Collection
from tests.factories import UserFactory

type Enter = Callable[..., tuple[Client, User]]


@pytest.fixture
def person() -> Enter:
    """`client, user = person()`: somebody else each time."""

    def enter(role: str = "analyst") -> tuple[Client, User]:
        user, client = UserFactory(role=role), Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client, user

    return enter


@pytest.fixture
def claims_of() -> Callable[[Collection], list[int | None]]:
    """The claims' keys in the collection's order."""
    return lambda collection: list(collection.items.standing().values_list("claim", flat=True))
