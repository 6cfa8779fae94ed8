from collections.abc import Callable

import pytest
from django.test import Client

from claims.services.review import decide
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_did_not_change_is_not_sent_again(program: Callable[..., Client]) -> None:
    claim, client = ClaimFactory(), program()
    address = f"/api/v1/claims/{claim.pk}"
    first = client.get(address)
    assert first["ETag"].startswith('W/"')
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(address, headers={"If-None-Match": f'"another", {first["ETag"]}'})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "RateLimit-Remaining" in again
    decide(claim, UserFactory(role="editor"), "confirm", 1)
    changed = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (changed.status_code, changed.json()["state"]) == (200, "confirmed")


def test_head_is_get_without_the_words(program: Callable[..., Client]) -> None:
    client = program()
    full, head = client.get("/api/v1/claims"), client.head("/api/v1/claims")
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", full["ETag"])
    assert head["Content-Length"] == full["Content-Length"]
