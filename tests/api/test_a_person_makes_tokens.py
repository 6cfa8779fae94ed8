from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ApiToken
from claims.services.tokens import make
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_reads(sign_in: Callable[..., Client]) -> None:
    client = sign_in()
    answer = client.post("/tokens/", {"name": "<b>desk</b>", "days": "30", "scopes": ["read"]})
    secret = re.search(r"onrecord_[\w-]{43}", answer.content.decode())
    assert secret
    assert answer["Cache-Control"] == "no-store"
    again = client.get("/tokens/").content.decode()
    assert secret[0] not in again
    assert "&lt;b&gt;desk" in again
    assert f"{secret[0][:15]}…" in again
    headers = {"Authorization": f"Bearer {secret[0]}"}
    assert Client().get("/api/v1/claims", headers=headers).status_code == 200
    token = ApiToken.objects.get()
    assert secret[0].encode() not in bytes(token.digest)
    assert token.used_at is not None
    assert Client().get("/api/v1/claims", headers=headers).status_code == 200
    used = token.used_at
    token.refresh_from_db()
    assert token.used_at == used, "within a minute it is not written again"

    client.post(f"/tokens/{token.pk}/revoke/")
    assert Client().get("/api/v1/claims", headers=headers).status_code == 401
    assert "revoked" in client.get("/tokens/").content.decode()


def test_a_form_that_is_not_filled_in_makes_none(sign_in: Callable[..., Client]) -> None:
    answer = sign_in().post("/tokens/", {"name": "", "days": "9999", "scopes": ["write"]})
    assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_what_belongs_to_another_is_not_there(sign_in: Callable[..., Client]) -> None:
    token, _ = make(UserFactory(), "another's", ["read"], None)
    client = sign_in("admin")
    assert "another" not in client.get("/tokens/").content.decode()
    assert client.post(f"/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_an_admin_revokes_anybodys_token(sign_in: Callable[..., Client]) -> None:
    token, secret = make(UserFactory(), "another's", ["read"], None)
    client = sign_in("admin")
    assert token.prefix in client.get("/admin/claims/apitoken/").content.decode()
    client.post("/admin/claims/apitoken/", {"action": "revoke", "_selected_action": [token.pk]})
    assert Client().get("/api/v1/claims", headers={"Authorization": f"Bearer {secret}"}).status_code == 401
