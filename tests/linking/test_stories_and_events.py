"""What the linker's rule makes of words, actors and dates, on small stories of its own."""

import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from actors.models import Actor
from claims.models import Claim, Event, Link, Story
from claims.services.link import link_claims
from claims.services.link_story import relink
from sources.models import Snapshot
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db

TEXT = "The ferry is old.\n\n“The ferry will stop,” Ada Quist said.\n\n“We bake bread,” Bo Lind said."


def claim_on(words: str, text: str = TEXT, speaker: Actor | None = None) -> Claim:
    snapshot = ArticleFactory(text=text, title="News of the day").latest
    return beside(snapshot, words, speaker)


def beside(snapshot: Snapshot, words: str, speaker: Actor | None = None) -> Claim:
    start = snapshot.text.index(words)
    return ClaimFactory(snapshot=snapshot, content=[[start, start + len(words)]], speaker=speaker)


@pytest.fixture
def story() -> Story:
    return StoryFactory(title="The ferry", query='ferry OR "harbour line"')


def test_words_and_speaker(story: Story) -> None:
    ada = ActorFactory(name="Ada Quist")
    story.actors.add(ada)
    claim = claim_on("The ferry will stop", speaker=ada)
    link_claims([claim])
    link = claim.links.get()
    assert (link.story, link.event, link.state) == (story, None, Link.State.PROPOSED)
    assert "says “ferry”" in link.reason
    assert "Ada Quist is an actor of the story" in link.reason


def test_neither_words_nor_actor(story: Story) -> None:
    text = "Bread is dear.\n\n“We bake bread,” Bo Lind said.\n\nThe mill is shut.\n\nThe baker waits."
    claim = claim_on("We bake bread", text)
    link_claims([claim])
    assert not claim.links.exists()


def test_whoever_belongs_to_another_story_is_not_linked_by_the_article_alone(story: Story) -> None:
    other = StoryFactory(title="Bread", query="bread")
    bo = ActorFactory()
    other.actors.add(bo)
    claim = claim_on("We bake bread", speaker=bo)
    link_claims([claim])
    assert [link.story for link in claim.links.all()] == [other]


def test_an_event_by_words_and_date(story: Story) -> None:
    text = "“The ferry makes its last trip in May 2025,” Ada Quist said."
    claim = claim_on("The ferry makes its last trip in May 2025", text)
    may = DateRange(dt.date(2025, 5, 1), dt.date(2025, 6, 1))
    start = text.index("May 2025")
    claim.dates.create(start=start, end=start + 8, type="DATE", value="2025-05", text="in May 2025", days=may)
    event = EventFactory(story=story, title="Last trip", edtf="2025-05", days=may, keywords=["last trip"])
    EventFactory(story=story, title="First trip", keywords=["first trip"])
    link_claims([claim])
    link = claim.links.get()
    assert link.event == event
    assert "says “last trip”" in link.reason
    assert "its date, in May 2025, falls on the event" in link.reason


def test_a_rejected_event_gets_no_claims(story: Story) -> None:
    EventFactory(story=story, keywords=["ferry will stop"], state=Event.State.REJECTED)
    claim = claim_on("The ferry will stop")
    link_claims([claim])
    assert [link.event for link in claim.links.all()] == [None]


def test_linking_again_changes_nothing(story: Story) -> None:
    claim = claim_on("The ferry will stop")
    link_claims([claim])
    before = claim.links.get().pk
    link_claims([claim])
    assert claim.links.get().pk == before


@pytest.mark.parametrize("state", [Link.State.CONFIRMED, Link.State.REJECTED])
def test_a_persons_word_about_a_link_stands(story: Story, state: str) -> None:
    claim = claim_on("The ferry will stop")
    link = LinkFactory(claim=claim, story=story, state=state, score=0.1, reason="by hand")
    link_claims([claim])
    kept = claim.links.get()
    assert (kept.pk, kept.state, kept.reason) == (link.pk, state, "by hand")


def test_a_claim_whose_event_a_decision_holds_is_left_alone(story: Story) -> None:
    claim = claim_on("The ferry will stop")
    claim.held = [Claim.Field.EVENT]
    claim.save()
    link_claims([claim])
    assert not claim.links.exists()


def test_a_changed_story_is_linked_anew(story: Story) -> None:
    claim = claim_on("The ferry will stop")
    link_claims([claim])
    story.query = "airship"
    story.save()
    relink(story)
    assert not claim.links.exists()
    story.query = "ferry"
    story.save()
    relink(story)
    assert claim.links.exists()


def test_withdrawn_claims_leave_the_timeline(story: Story) -> None:
    claim = claim_on("The ferry will stop")
    link_claims([claim])
    claim.state = Claim.State.WITHDRAWN
    claim.save()
    link_claims([claim])
    assert not claim.links.exists()
