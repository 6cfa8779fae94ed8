from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ActorFactory, ClaimFactory, LinkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/claims.txt?speaker=ana", "/actors/ana.txt", "/stories/dam.txt"])
def test_each_claim_is_cited_on_a_line_with_its_number(sign_in: Callable[..., Client], address: str) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana")
    claims = [ClaimFactory(speaker=ana), LinkFactory(claim__speaker=ana, story__slug="dam").claim]
    told = claims[1:] if "dam" in address else claims
    response = sign_in().get(address)
    lines = response.getvalue().decode().splitlines()
    assert [line.split()[0] for line in lines] == [f"{number}." for number in range(1, len(told) + 1)]
    for line, claim in zip(lines, reversed(told), strict=True):
        assert "Ana Petrova (reported 19 Sep 2024): “" in line
        assert line.endswith(f"http://testserver/claims/{claim.pk}/")
    assert response["Content-Disposition"].endswith('.txt"')
