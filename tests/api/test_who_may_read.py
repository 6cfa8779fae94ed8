"""Default deny: nobody reads anything under /api/v1/ without a token, or a session, that allows it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from claims.api.document import document
from claims.models import ApiToken
from claims.services.tokens import make, revoke
from tests.factories import ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db
VALUES = {"slug": "envoy", "slug:slug": "envoy"}
PATHS = [re.sub(r"{(\w+)}", lambda name: VALUES.get(name[1], "1"), path) for path in document()["paths"]]


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield re.sub(r"<([\w:]+)>", lambda name: VALUES.get(name[1], "1"), route)


EVERYWHERE = [f"/{path}" for path in patterns(get_resolver()) if path.startswith("api/") and path != "api/v1/docs"]


def test_every_address_but_one_is_an_operation() -> None:
    assert set(EVERYWHERE) ^ set(PATHS) == {"/api/v1/openapi.json"}


@pytest.mark.parametrize("path", [*EVERYWHERE, "/api/v1/nothing/here"])
def test_nobody_without_a_token(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == 'Bearer realm="OnRecord"'


@pytest.mark.parametrize("path", PATHS)
def test_no_token_without_the_scope(program: Callable[..., Client], path: str) -> None:
    scope = "texts" if path.endswith("/text") else "read"
    other = program("read" if scope == "texts" else "texts")
    response = other.get(path)
    assert response.status_code == 403
    assert response["WWW-Authenticate"].endswith(f'error="insufficient_scope", scope="{scope}"')


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("why", ["revoked", "expired", "left", "made up", "no scheme"])
def test_no_token_that_is_not_valid(path: str, why: str) -> None:
    owner = UserFactory()
    token, secret = make(owner, "a program", ["read", "texts"], 30)
    match why:
        case "revoked":
            revoke(token)
        case "expired":
            ApiToken.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
        case "left":
            owner.is_active = False
            owner.save()
        case "made up":
            secret = "onrecord_\N{GREEK SMALL LETTER ALPHA}\udcff"
    header = secret if why == "no scheme" else f"Bearer {secret}"
    response = Client().get(path, HTTP_AUTHORIZATION=header)
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert 'error="invalid_token"' in response["WWW-Authenticate"]


def test_a_token_has_no_more_than_its_owners_role_of_now(program: Callable[..., Client]) -> None:
    owner = UserFactory(role="editor")
    reader = program(owner=owner)
    assert reader.get("/api/v1/claims").status_code == 200
    owner.groups.clear()
    response = reader.get("/api/v1/claims")
    assert (response.status_code, response.json()["title"]) == (403, "Forbidden")


def test_a_person_who_is_signed_in_reads_with_the_browser(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    assert sign_in().get(f"/api/v1/claims/{claim.pk}").json()["id"] == claim.pk


def test_a_bad_token_is_not_made_good_by_a_session(sign_in: Callable[..., Client]) -> None:
    assert sign_in().get("/api/v1/claims", headers={"Authorization": "Bearer onrecord_no"}).status_code == 401


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_nothing_is_written(program: Callable[..., Client], method: str) -> None:
    response = getattr(program(), method)("/api/v1/claims")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response["Content-Type"] == "application/problem+json"
