from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from tests.factories import ActorFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("who=mayor&who=nobody", "No actor is called “nobody”."),
        ("who=mayor&who=Ana+Mayor", "Ana Mayor is named twice."),
        ("who=a&who=b&who=c&who=d&who=e", "room for 4 actors; you named 5"),
        ("who=mayor&who=Twin", "Several actors are called “Twin”"),
        ("who=mayor&since=2025-02-01&until=2025-01-01", "lies before said from"),
        ("who=mayor&since2=2025-02-01&until2=2025-01-01", "lies before said from"),
        ("who=mayor&who=union&since2=2025-02-01", "Two periods are for one actor"),
        ("who=mayor&since=99999-01-01", "outside the years 1 to 9999"),
        ("who=mayor&story=nowhere", "There is no story “nowhere”."),
        ("who=mayor&event=999999999999999999999", "There is no event"),
        ("story=%00", "Null characters are not allowed."),
        ("who=%00", "Null characters are not allowed."),
        ("who=mayor&q=" + "x" * 10_000, "at most 300 characters"),
        ("who=" + "x" * 10_000, "at most 300 characters"),
        ("who=<script>alert(1)</script>", "No actor is called “&lt;script&gt;"),
    ],
)
def test_what_is_wrong_is_said(
    sign_in: Callable[..., Client], mayor: Actor, union: Actor, query: str, told: str
) -> None:
    for _ in range(2):
        ActorFactory(aliases=["Twin"])
    response = sign_in().get(f"/compare/?{query}")
    assert response.status_code == 200
    assert told in response.content.decode()
    assert "columns" not in response.context
