from collections.abc import Callable
from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from claims.models import ClaimSpeaker
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory, PositionFactory

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


def test_an_organisation_opens_with_what_most_is_said_in(listed: Callable[[str], list[str]]) -> None:
    ministry = ActorFactory(slug="ministry", kind="organization")
    position = PositionFactory(organization=ministry)
    ClaimFactory(speaker=ministry)
    spoken = [ClaimFactory(), ClaimFactory()]
    for claim in spoken:
        ClaimSpeaker.objects.create(claim=claim, actor=position.holder, position=position)
    assert set(listed("/actors/ministry/")) == {claim.content_text for claim in spoken}


def test_a_filter_keeps_the_tab(sign_in: Callable[..., Client]) -> None:
    ministry = ActorFactory(slug="ministry", kind="organization")
    for _ in range(2):
        ClaimFactory(speaker=ministry)
    ClaimSpeaker.objects.create(claim=ClaimFactory(), actor=ActorFactory(), on_behalf_of=ministry)
    page = sign_in().get("/actors/ministry/?tab=behalf&kind=direct").content.decode()
    assert 'href="?tab=behalf"' in page
    assert "?tab=behalf&amp;kind=direct&amp;since=2024-09-16&amp;until=2024-09-22" in page


def test_about_lists_what_others_say_with_the_name(listed: Callable[[str], list[str]]) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana", aliases=["Petrova", "Rivers"])
    ActorFactory(name="Ministry of Rivers", aliases=["Rivers"])
    named = ClaimFactory(snapshot=ArticleFactory(text="We asked Petrova to leave the rivers.").latest)
    for text in ("The petrova is a plant.", "Nothing is said of Rivers.", "Ana said so."):
        ClaimFactory(snapshot=ArticleFactory(text=text).latest)
    ClaimFactory(snapshot=ArticleFactory(text="I, Ana Petrova, leave.").latest, speaker=ana)
    assert listed("/actors/ana/?tab=about") == [named.content_text]


def test_it_names_company_outlets_and_what_awaits_a_person(sign_in: Callable[..., Client]) -> None:
    ana, ben = ActorFactory(slug="ana"), ActorFactory(name="Ben Brook", slug="ben")
    article = ArticleFactory(text="“Yes,” said Ana. “No,” said Ben.", outlet__name="The Morning Post")
    ClaimFactory(snapshot=article.latest, content=[[0, 6]], speaker=ana, confidence=0.2)
    ClaimFactory(snapshot=article.latest, content=[[17, 22]], speaker=ben)
    ClaimFactory(snapshot=article.latest, content=[[17, 21]], speaker=ActorFactory(name="Rejected"), state="rejected")
    response = sign_in().get("/actors/ana/")
    page = response.content.decode()
    company = response.context["company"]
    assert [(actor.name, count) for actor, count in company.actors] == [("Ben Brook", 1)]
    assert [(outlet.name, count) for outlet, count in company.outlets] == [("The Morning Post", 1)]
    assert '<a href="?state=proposed"><b>1</b> awaits review</a>' in page
    assert '<a class="warm" href="?doubtful=1"><b>1</b> doubtful</a>' in page


def test_who_speaks_for_an_organisation_is_no_company(sign_in: Callable[..., Client]) -> None:
    ministry = ActorFactory(slug="ministry", kind="organization")
    ClaimSpeaker.objects.create(claim=ClaimFactory(), actor=ActorFactory(), on_behalf_of=ministry)
    assert sign_in().get("/actors/ministry/").context["company"].actors == []


def test_the_first_and_the_last_of_its_claims_are_linked(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    for day in (date(2025, 1, 2), date(2023, 4, 5), None):
        ClaimFactory(speaker=ana, day=day)
    page = sign_in().get("/actors/ana/").content.decode()
    assert "/claims/?who=ana&amp;until=2023-04-05" in page
    assert "/claims/?who=ana&amp;since=2025-01-02" in page


def test_an_empty_tab_leads_to_one_with_claims(sign_in: Callable[..., Client]) -> None:
    ClaimFactory.create_batch(2, speaker=ActorFactory(name="Ana Petrova", slug="ana"))
    page = sign_in().get("/actors/ana/?tab=behalf").content.decode()
    assert "No claim on behalf of <bdi>Ana Petrova</bdi> is known." in page
    assert '<a href="?tab=claims">Claims by <bdi>Ana Petrova</bdi></a> <span class="count">2</span>' in page


def test_a_story_that_only_some_claims_are_about_is_a_choice(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    LinkFactory(claim=ClaimFactory(speaker=ana), story__slug="dam")
    client = sign_in()
    assert "?story=dam" not in client.get("/actors/ana/").content.decode(), "it would leave nothing out"
    ClaimFactory(speaker=ana)
    assert "?story=dam" in client.get("/actors/ana/").content.decode()
