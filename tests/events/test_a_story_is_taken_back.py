"""The making of a story is undone, unless somebody has built on it since."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User

from claims.models import Claim, Event, Link, Review, Story
from claims.services.correction import Correction, Place
from claims.services.decide_event import EventDetails, add_event, decide_event
from claims.services.decide_story import StoryDetails, add_story, decide_story
from claims.services.link_story import link_due
from claims.services.place import attach
from claims.services.refusals import Refused
from claims.services.review import decide
from claims.services.undo import undo
from tests.factories import ArticleFactory, ClaimFactory, EventFactory, LinkFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> User:
    return UserFactory()


@pytest.fixture
def made(by: User) -> Review:
    return add_story(by, StoryDetails("The harbour", "", "harbour")).reviews.get()


def test_it_goes_with_the_machines_links_and_proposals(made: Review, by: User) -> None:
    proposal = EventFactory(story=made.story, shared="said", state="proposed")
    link = LinkFactory(story=made.story, event=proposal)
    undo(made, by, note="twice the same")
    assert not Story.objects.exists()
    assert not Event.objects.standing().exists()
    assert not link_due(made.story_id or 0)
    assert not Link.objects.filter(pk=link.pk).exists()
    with pytest.raises(Refused, match="was taken back"):
        undo(made, by)


def test_its_title_is_free_and_its_address_stays_its_own(made: Review, by: User) -> None:
    undo(made, by)
    again = add_story(by, StoryDetails("The Harbour"))
    assert again.slug == "the-harbour-2"


def change(story: Story, by: User) -> Review:
    return decide_story(story, by, story.version, StoryDetails(summary="Of a pier"))


def event(story: Story, by: User) -> Review:
    return add_event(story, by, EventDetails("The opening", "2024-09-27")).reviews.get()


def confirmation(story: Story, by: User) -> Review:
    proposal = EventFactory(story=story, shared="said", state="proposed", title="Proposed")
    return decide_event(proposal, by, "confirm", 1)


def place(story: Story, by: User) -> Review:
    return attach([ClaimFactory().pk], Place(story), by)[0]


@pytest.mark.parametrize(
    ("build", "named"),
    [(change, "a change of it"), (event, "“The opening”"), (confirmation, "“Proposed”"), (place, "claims on it: ")],
)
def test_what_others_built_on_it_is_named_and_kept(
    made: Review, by: User, build: Callable[[Story, User], Review], named: str
) -> None:
    assert made.story
    built = build(made.story, UserFactory())
    with pytest.raises(Refused, match=named):
        undo(made, by)
    assert Story.objects.exists()
    undo(built, by)
    undo(made, by)
    assert not Story.objects.exists()


def test_nothing_is_put_on_it_any_more(made: Review, by: User) -> None:
    story, claim = made.story, ClaimFactory(snapshot=ArticleFactory(text="The harbour opens").latest)
    assert story
    undo(made, by)
    with pytest.raises(Refused, match="was taken back"):
        add_event(story, by, EventDetails("The opening", "2024-09-27"))
    with pytest.raises(Refused, match="was taken back"):
        decide(claim, by, "correct", 1, Correction(places=[Place(story)]))
    with pytest.raises(Refused, match="was taken back"):
        decide_story(story, by, 2, StoryDetails(title="Mine"))
    assert not Claim.objects.filter(links__state="confirmed").exists()
