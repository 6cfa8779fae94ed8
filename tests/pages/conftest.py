from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim


@pytest.fixture
def listed(sign_in: Callable[..., Client]) -> Callable[[str], list[str]]:
    """`listed("/claims/?kind=direct")`: the words of the claims that the page lists, in its order."""
    client = sign_in()

    def read(address: str) -> list[str]:
        response = client.get(address, follow=True)
        assert response.status_code == 200
        claims: list[Claim] = response.context["listing"].page.claims
        return [claim.content_text for claim in claims]

    return read
