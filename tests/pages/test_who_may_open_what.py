from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db
PAGES = ["/", "/claims/", "/claims/1/", "/actors/", "/actors/envoy/", "/tokens/", "/api/v1/docs"]


@pytest.mark.parametrize("page", [*PAGES, "/claims/1/decide/", "/claims/1/undo/"])
def test_a_stranger_is_asked_to_sign_in(client: Client, page: str) -> None:
    response = client.get(page)
    assert (response.status_code, response["Location"]) == (302, f"/login/?next={page}")


@pytest.mark.parametrize("page", PAGES)
def test_somebody_without_a_role_is_told_what_to_ask_for(sign_in: Callable[..., Client], page: str) -> None:
    response = sign_in("").get(page)
    assert response.status_code == 403
    assert "nobody has given you a role" in response.content.decode()


def test_an_analyst_reads_and_does_not_decide(sign_in: Callable[..., Client]) -> None:
    claim, actor = ClaimFactory(), ActorFactory()
    client = sign_in("analyst")
    pages = ["/", "/claims/", f"/claims/{claim.pk}/", "/actors/", f"/actors/{actor.slug}/"]
    assert [client.get(page).status_code for page in pages] == [200] * 5
    assert "Decide" not in client.get(f"/claims/{claim.pk}/").content.decode()
    assert client.post(f"/claims/{claim.pk}/decide/", {"action": "confirm", "version": 1}).status_code == 403
    assert client.post(f"/claims/{claim.pk}/undo/").status_code == 403


def test_a_page_that_is_not_there_helps(sign_in: Callable[..., Client]) -> None:
    response = sign_in().get("/claims/999999999999999999999/")
    assert response.status_code == 404
    assert "Search the claims" in response.content.decode()
