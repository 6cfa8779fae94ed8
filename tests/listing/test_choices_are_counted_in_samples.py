"""Where an index tells that there are more than are counted, no more than a sample of them is read."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client

from claims import listing as lists
from claims.listing import Listing, list_claims
from claims.listing import facets as counting
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, OutletFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"CEILING": 6, "MOST": 8, "SAMPLE": 4}.items():
        monkeypatch.setattr(counting, name, number)
    monkeypatch.setattr(lists, "CEILING", 6)


@pytest.fixture
def claims() -> None:
    """Seven by Ana, two by Ben; one and two more are rejected."""
    ana, ben = ActorFactory(slug="ana"), ActorFactory(slug="ben")
    ClaimFactory.create_batch(7, speaker=ana, kind="direct")
    ClaimFactory.create_batch(2, speaker=ben, kind="direct")
    ClaimFactory.create_batch(2, speaker=ben, kind="direct", state="rejected")
    ClaimFactory(speaker=ana, kind="direct", state="rejected")


def choices(listing: Listing) -> dict[str, dict[str, tuple[int, bool]]]:
    return {
        facet.name: {one.choice.value: (one.choice.count, one.choice.more) for one in facet.options}
        for facet in listing.facets
    }


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize("query", ["", "speaker=ana", "since=2020-01-01", "speaker=ana&since=2020-01-01"])
def test_of_a_long_list_at_least(query: str) -> None:
    listing = list_claims(QueryDict(query))
    assert listing.capped
    found = choices(listing)
    number, more = found["kind"]["direct"]
    assert more
    assert 0 < number <= counting.SAMPLE
    assert len(listing.page.claims) >= 7


@pytest.mark.usefixtures("claims")
def test_the_hidden_ones_of_a_frequent_actor_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert choices(list_claims(QueryDict("speaker=ana")))["state"]["rejected"] == (1, True)
    monkeypatch.setattr(counting, "SAMPLE", 8)
    assert choices(list_claims(QueryDict("speaker=ana&state=proposed")))["state"]["rejected"] == (1, True)


@pytest.mark.usefixtures("claims")
def test_of_a_short_list_all_though_others_are_long() -> None:
    listing = list_claims(QueryDict("speaker=ben"))
    found = choices(listing)
    assert (listing.count, found["kind"]["direct"]) == (2, (2, False))
    assert found["state"] == {"proposed": (2, False), "rejected": (2, False)}
    assert all(more for _, more in found["speaker"].values())


def test_each_order_has_its_count(sign_in: Callable[..., Client]) -> None:
    post = OutletFactory(slug="post")
    for _ in range(3):
        ClaimFactory(snapshot=ArticleFactory(outlet=post).latest, kind="indirect")
    ClaimFactory.create_batch(5, kind="indirect", state="confirmed")
    client = sign_in()
    for query, number in {"outlet=post": 3, "state=confirmed": 5, "state=confirmed&until=2100-01-01": 5}.items():
        listing = client.get(f"/claims/?{query}").context["listing"]
        assert (listing.count, len(listing.page.claims)) == (number, number)
