"""Stories as editors make and change them."""

import pytest

from claims.models import Story
from claims.services.decide_story import StoryDetails, add_story, decide_story
from claims.services.refusals import Refused, Stale
from claims.services.undo import undo
from tests.factories import ActorFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_story_is_made_from_a_search() -> None:
    actor = ActorFactory()
    story = add_story(UserFactory(), StoryDetails("The  harbour", "Who builds it.", "harbour OR pier", [actor]))
    assert (story.title, story.slug, story.query, list(story.actors.all())) == (
        "The harbour",
        "the-harbour",
        "harbour OR pier",
        [actor],
    )
    assert story.reviews.get().action == "add"


def test_a_change_is_undone_and_the_address_stays() -> None:
    story, by = StoryFactory(title="Old", slug="old"), UserFactory()
    review = decide_story(story, by, 1, StoryDetails(title="New", query="pier"))
    with pytest.raises(Stale):
        decide_story(story, by, 1, StoryDetails(title="Mine"))
    undo(review, by)
    story.refresh_from_db()
    assert (story.title, story.query, story.slug) == ("Old", "", "old")


@pytest.mark.parametrize(
    "details", [StoryDetails(""), StoryDetails("x" * 301), StoryDetails("taken"), StoryDetails("New", query="-only")]
)
def test_stories_that_make_no_sense(details: StoryDetails) -> None:
    StoryFactory(title="Taken")
    with pytest.raises(Refused):
        add_story(UserFactory(), details)
    assert Story.objects.count() == 1
