import gzip
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ClaimFactory

pytestmark = pytest.mark.django_db


def test_a_page_is_a_fraction_of_its_text(sign_in: Callable[..., Client]) -> None:
    for _ in range(20):
        ClaimFactory()
    response = sign_in().get("/claims/", headers={"accept-encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    page = gzip.decompress(response.content)
    assert b"<h1" in page
    assert len(response.content) < len(page) / 4


def test_who_cannot_unpack_gets_it_as_it_is(sign_in: Callable[..., Client]) -> None:
    response = sign_in().get("/claims/", headers={"accept-encoding": "identity"})
    assert not response.has_header("Content-Encoding")
    assert b"<h1" in response.content
