import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("query", ["?", "?q=water&sort=relevance", "?q=water"])
def test_pages_hold_every_claim_once_and_undated_ones_last(sign_in: Callable[..., Client], query: str) -> None:
    for number in range(95):
        text = f"water came {'and water ' * (number % 3)} in week {number}"
        day = None if number % 10 == 0 else dt.date(2024, 1, 1) + dt.timedelta(number % 7)
        ClaimFactory(snapshot=ArticleFactory(text=text).latest, kind="indirect", day=day)
    client, address, seen, pages = sign_in(), f"/claims/{query}", [], 0
    while True:
        listing = client.get(address).context["listing"]
        seen += listing.page.claims
        pages += 1
        if not listing.following:
            break
        address = f"/claims/{listing.following}"
    assert pages == 4
    back = []
    while listing.preceding:
        assert 'rel="prev"' in client.get(address).content.decode()
        address = f"/claims/{listing.preceding}"
        listing = client.get(address).context["listing"]
        back.append(listing.page.claims)
    assert back == [seen[50:75], seen[25:50], seen[:25]]
    assert len({claim.pk for claim in seen}) == len(seen) == 95
    if "relevance" not in query:
        days = [claim.day for claim in seen]
        dated = [day for day in days if day]
        assert dated == sorted(dated, reverse=True)
        assert days[len(dated) :] == [None] * 10


def test_a_page_keeps_its_claims_while_newer_ones_come(sign_in: Callable[..., Client]) -> None:
    ClaimFactory.create_batch(45)
    client = sign_in()
    second = "/claims/" + client.get("/claims/").context["listing"].following
    before = [claim.pk for claim in client.get(second).context["listing"].page.claims]
    ClaimFactory.create_batch(3, day=dt.date(2026, 1, 1))
    assert [claim.pk for claim in client.get(second).context["listing"].page.claims] == before


def test_newer_than_a_page_that_became_the_second_is_a_full_first_page(sign_in: Callable[..., Client]) -> None:
    ClaimFactory.create_batch(45)
    client = sign_in()
    first = client.get("/claims/").context["listing"]
    second = client.get(f"/claims/{first.following}").context["listing"]
    newer = ClaimFactory(day=dt.date(2026, 1, 1))
    page = client.get(f"/claims/{second.preceding}").context["listing"].page
    assert page.claims == first.page.claims
    assert page.preceding
    first.page.claims[0].delete()
    page = client.get(f"/claims/{second.preceding}").context["listing"].page
    assert page.claims[0] == newer
    assert len(page.claims) == 25
    assert page.first
