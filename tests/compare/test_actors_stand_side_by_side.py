"""What `/compare/` shows of two actors, of one actor in two periods, and of nobody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from html import unescape

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from actors.models import Actor, Alias
from claims.models import Claim, Story
from tests.compare.conftest import Tell
from tests.factories import ActorFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_months_are_rows_and_actors_columns(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor
) -> None:
    tell(mayor, "2025-03-01", "the port would stay open")
    tell(mayor, "2025-05-02", "a fence would be built")
    tell(union, "2025-05-03", "no docker had been asked")
    response = sign_in().get("/compare/?who=mayor&who=union&story=harbour")
    rows = [
        (month.name, [[told.claim.content_text for told in cell.told] for cell in month.cells])
        for month in response.context["months"]
    ]
    assert rows == [
        ("Mar 2025", [["the port would stay open"], []]),
        ("May 2025", [["a fence would be built"], ["no docker had been asked"]]),
    ]


def test_each_number_leads_to_just_those_claims(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor, story: Story
) -> None:
    event = EventFactory(story=story)
    for day in ("2025-03-01", "2025-03-02", "2025-04-01"):
        tell(mayor, day, f"the crane of {day} would be sold", event=event, cue_class="announce", cue_text="announced")
    tell(union, "2025-03-01", "the crane was old")
    client = sign_in()
    column, _ = client.get("/compare/?who=mayor&who=union&story=harbour&until=2025-03-31").context["columns"]
    assert column.count == 2
    for address in (column.address, column.about[0].address, column.acts[0].address):
        assert client.get(address).context["listing"].count == 2


def test_a_changed_position_is_joined_with_both_quotes_and_articles(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor
) -> None:
    first = tell(mayor, "2025-03-01", "the port would stay open all winter")
    second = tell(mayor, "2025-05-01", "the port would close for the winter")
    tell(union, "2025-05-01", "the cranes were old")
    response = sign_in().get("/compare/?who=mayor&who=union")
    (pair,) = response.context["changed"]
    assert (pair.earlier, pair.later) == (first, second)
    page = response.content.decode()
    for claim in (first, second):
        assert f'href="/articles/{claim.snapshot.article_id}/#claim-{claim.pk}"' in page
        assert f'<a href="/claims/{claim.pk}/">{claim.content_text}</a></blockquote>' in page
    assert [told.rail for month in response.context["months"] for told in month.cells[0].told] == ["starts", "ends"]


def test_a_contradiction_on_one_event_stands_between_the_columns(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor, story: Story
) -> None:
    event = EventFactory(story=story)
    first = tell(mayor, "2025-03-01", "the raid on the warehouse was lawful", event=event)
    second = tell(union, "2025-03-02", "the raid on the warehouse was a crime", event=event)
    response = sign_in().get("/compare/?who=mayor&who=union")
    assert [(pair.earlier, pair.later) for pair in response.context["clashing"]] == [(first, second)]
    assert "Against each other" in response.content.decode()


def test_an_event_known_only_by_its_end_stands_at_that_end(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor, story: Story
) -> None:
    done = EventFactory(story=story, edtf="../2026-12-31", days=DateRange(None, dt.date(2027, 1, 1)))
    begun = EventFactory(story=story)
    tell(mayor, "2025-03-01", "the port would stay open")
    response = sign_in().get("/compare/?who=mayor&who=union&story=harbour")
    assert response.context["events"] == [begun, done]


def test_one_actor_in_two_periods(sign_in: Callable[..., Client], tell: Tell, mayor: Actor) -> None:
    tell(mayor, "2025-03-01", "the port would stay open all winter")
    tell(mayor, "2025-05-01", "the port would close for the winter")
    response = sign_in().get("/compare/?who=mayor&until=2025-03-31&since2=2025-04-01")
    assert [(column.side.period, column.count) for column in response.context["columns"]] == [
        ("until 31 Mar 2025", 1),
        ("since 1 Apr 2025", 1),
    ]
    assert len(response.context["changed"]) == 1


def test_an_actor_is_found_by_any_name(sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor) -> None:
    Alias.objects.create(actor=union, text="the Dockers")
    response = sign_in().get("/compare/?who=Ana+Mayor&who=The+DOCKERS")
    assert [column.side.actor for column in response.context["columns"]] == [mayor, union]


def test_many_claims_of_a_month_are_summed_up(sign_in: Callable[..., Client], tell: Tell, mayor: Actor) -> None:
    for number in range(9):
        tell(mayor, "2025-03-05", f"crane {number} is painted")
    client = sign_in()
    ((cell,),) = [month.cells for month in client.get("/compare/?who=mayor").context["months"]]
    assert len(cell.told) + cell.more == 9
    assert cell.more == 3
    assert client.get(cell.address).context["listing"].count == 9


def test_the_bare_page_offers_comparisons(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor
) -> None:
    tell(mayor, "2025-03-01", "the port would stay open")
    tell(union, "2025-03-01", "the cranes were old")
    client = sign_in()
    for address in ("/compare/", "/compare/?story=harbour"):
        page = unescape(client.get(address).content.decode())
        assert "?who=mayor&who=union&story=harbour" in page or "?who=union&who=mayor&story=harbour" in page
    assert client.get("/compare/?who=mayor&who=&who=union&q=").url == "/compare/?who=mayor&who=union"  # type: ignore[attr-defined]


def test_a_rejected_claim_is_compared_with_nothing(
    sign_in: Callable[..., Client], tell: Tell, mayor: Actor, union: Actor
) -> None:
    tell(mayor, "2025-03-01", "the port would stay open all winter")
    tell(mayor, "2025-05-01", "the port would close for the winter", state=Claim.State.REJECTED)
    response = sign_in().get("/compare/?who=mayor&who=union")
    assert not response.context["changed"]
    assert [column.count for column in response.context["columns"]] == [1, 0]


def test_a_merged_actor_is_its_survivor(sign_in: Callable[..., Client], tell: Tell, mayor: Actor) -> None:
    ActorFactory(slug="old-mayor", merged_into=mayor, canonical=mayor)
    response = sign_in().get("/compare/?who=old-mayor")
    assert [column.side.actor for column in response.context["columns"]] == [mayor]
