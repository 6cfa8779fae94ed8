import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from claims import listing
from claims.listing import facets
from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ceiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "CEILING", 3)
    monkeypatch.setattr(facets, "MOST", 4)
    monkeypatch.setattr(listing, "CEILING", 3)


def test_a_greater_number_is_not_told_and_choices_have_at_least_what_was_counted(
    sign_in: Callable[..., Client],
) -> None:
    ClaimFactory.create_batch(5, speaker=ActorFactory(name="Ana"), kind="indirect")
    response = sign_in().get("/claims/")
    found = response.context["listing"]
    assert found.capped
    choices = {facet.name: facet.options for facet in found.facets}
    assert [(one.choice.label, one.choice.count <= 5, one.choice.more) for one in choices["speaker"]] == [
        ("Ana", True, True)
    ]
    page = " ".join(response.content.decode().split())
    assert "More than 3" in page
    assert f'<span class="count">{choices["kind"][0].choice.count}+</span>' in page


def test_up_to_the_ceiling_numbers_are_exact(sign_in: Callable[..., Client]) -> None:
    ClaimFactory.create_batch(3, kind="indirect")
    found = sign_in().get("/claims/").context["listing"]
    assert (found.count, found.capped) == (3, False)
    assert [
        (one.choice.count, one.choice.more) for facet in found.facets for one in facet.options if facet.name == "kind"
    ] == [(3, False)]


def test_hidden_claims_take_no_room_of_those_that_stand(sign_in: Callable[..., Client]) -> None:
    ClaimFactory.create_batch(2)
    ClaimFactory.create_batch(4, state="rejected", day=dt.date(2026, 1, 1))
    found = sign_in().get("/claims/").context["listing"]
    assert (found.count, len(found.page.claims)) == (2, 2)
