"""A date that claims of three articles share, and that no event covers, becomes one proposed event with its claims."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from claims.models import Claim, Event, Story
from claims.services.link import link_claims
from claims.services.propose import due_stories, propose_due, propose_events
from tests.events.shared import MAY, OPENS, article_with, three_articles
from tests.factories import EventFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    return StoryFactory(title="The ferry", slug="ferry", query="ferry")


def test_it_has_a_title_a_date_and_its_claims(story: Story) -> None:
    claims = three_articles()
    (event,) = propose_events(story)
    assert (event.state, event.edtf, event.shared) == (Event.State.PROPOSED, "2025-05", Event.Shared.MEANT)
    assert event.title == "New harbour, May 2025"
    links = event.links.order_by("claim_id")
    assert [link.claim for link in links] == claims
    assert all("is one that several claims share" in link.reason and 0 < link.score <= 1 for link in links)


def test_two_articles_are_too_few(story: Story) -> None:
    for words in OPENS[:2]:
        article_with(words)
    assert propose_events(story) == []


def test_wire_copies_count_once(story: Story) -> None:
    first = article_with(OPENS[0])
    for _ in range(3):
        article_with(OPENS[0], copy_of=first.snapshot.article)
    article_with(OPENS[1])
    assert propose_events(story) == []


@pytest.mark.parametrize(
    ("edtf", "days", "proposed"),
    [
        ("2025-05-20", DateRange(dt.date(2025, 5, 20), dt.date(2025, 5, 21)), 0),
        ("2025-05", MAY, 0),
        ("2025-06", DateRange(dt.date(2025, 6, 1), dt.date(2025, 7, 1)), 1),
        ("2024/2027", DateRange(dt.date(2024, 1, 1), dt.date(2028, 1, 1)), 1),
    ],
)
def test_only_where_no_event_covers_it(story: Story, edtf: str, days: DateRange, proposed: int) -> None:
    three_articles()
    EventFactory(story=story, edtf=edtf, days=days)
    assert len(propose_events(story)) == proposed


def test_a_proposal_that_lost_its_claims_goes(story: Story) -> None:
    claims = three_articles()
    propose_events(story)
    Claim.objects.filter(pk=claims[0].pk).update(state=Claim.State.WITHDRAWN)
    propose_events(story)
    assert not story.events.exists()
    assert set(Claim.objects.filter(links__story=story, links__event=None)) >= set(claims[1:])


def test_searching_again_changes_nothing(story: Story) -> None:
    three_articles()
    assert due_stories() == [story]
    propose_due()
    before = list(story.events.values())
    assert propose_due() <= 1, "its own links are new once"
    assert due_stories() == []
    assert propose_events(story) == []
    assert list(story.events.values()) == before


def test_linking_again_keeps_its_claims(story: Story) -> None:
    claims = three_articles()
    (event,) = propose_events(story)
    link_claims(claims)
    assert event.links.count() == 3


def test_a_day_on_which_the_same_was_said(story: Story) -> None:
    day = DateRange(dt.date(2024, 9, 18), dt.date(2024, 9, 19))
    for words in (
        "The ferry hit a sandbank",
        "Nobody fell when the ferry met the sandbank",
        "A sandbank stopped the ferry",
    ):
        Claim.objects.filter(pk=article_with(words, dated=False).pk).update(said_on=day)
    (event,) = propose_events(story)
    assert (event.edtf, event.shared) == ("2024-09-18", Event.Shared.SAID)
    assert "sandbank" in event.title.lower()
    assert event.links.count() == 3


def test_a_day_on_which_different_things_were_said(story: Story) -> None:
    day = DateRange(dt.date(2024, 9, 18), dt.date(2024, 9, 19))
    for words in ("The ferry is painted blue", "Tickets for the ferry cost more", "I sold my ferry shares"):
        Claim.objects.filter(pk=article_with(words, dated=False).pk).update(said_on=day)
    assert propose_events(story) == []
