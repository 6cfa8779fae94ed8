from collections.abc import Callable

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import ClaimSpeaker
from tests.factories import ActorFactory, ClaimFactory, PositionFactory

pytestmark = pytest.mark.django_db


def test_it_lists_the_actors_own_claims_and_nobody_elses(listed: Callable[[str], list[str]]) -> None:
    ana, ben = ActorFactory(slug="ana"), ActorFactory(slug="ben")
    mine, other = ClaimFactory(speaker=ana), ClaimFactory(speaker=ben)
    assert listed("/actors/ana/") == [mine.content_text]
    assert listed("/actors/ben/") == [other.content_text]


def test_an_organisation_shows_what_its_spokespeople_said(listed: Callable[[str], list[str]]) -> None:
    ministry = ActorFactory(slug="ministry", kind="organization")
    office = ActorFactory(slug="office", kind="office")
    position = PositionFactory(organization=ministry, office=office)
    claim = ClaimFactory()
    ClaimSpeaker.objects.create(claim=claim, actor=position.holder, position=position)
    own = ClaimFactory(speaker=ministry)
    assert listed("/actors/office/") == [claim.content_text]
    assert listed("/actors/ministry/?tab=behalf") == [claim.content_text]
    assert listed("/actors/ministry/") == [own.content_text]


def test_a_filter_narrows_the_actors_claims(listed: Callable[[str], list[str]]) -> None:
    ana = ActorFactory(slug="ana")
    direct, _ = ClaimFactory(speaker=ana), ClaimFactory(speaker=ana, kind="indirect")
    ClaimFactory()
    assert listed("/actors/ana/?kind=direct&speaker=somebody-else") == [direct.content_text]


def test_a_merged_actor_leads_to_its_survivor(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    ActorFactory(slug="anna", merged_into=ana, canonical=ana)
    response = sign_in().get("/actors/anna/")
    assert (response.status_code, response["Location"]) == (302, "/actors/ana/")


def test_it_says_who_the_actor_is(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana", aliases=["Petrova"], wikidata="Q42", description="A diplomat.")
    ministry = ActorFactory(name="Ministry of Rivers", kind="organization")
    held = DateRange(None, None)
    PositionFactory(holder=ana, organization=ministry, role="minister", since="2021~", until="2024-05", held=held)
    page = sign_in().get("/actors/ana/").content.decode()
    for words in ("Ana Petrova", "A diplomat.", "Petrova", "https://www.wikidata.org/wiki/Q42", "Ministry of Rivers"):
        assert words in page
    assert "c. 2021 – May 2024" in page
