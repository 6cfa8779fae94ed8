"""The claims of a new story are found by a worker, text by text."""

import pytest

from claims.models import Link, Story
from claims.services import link_story
from claims.services.decide_story import StoryDetails, add_story, decide_story
from claims.services.link_story import due, link_due
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.setattr(link_story, "BATCH", 2)
    ana = ActorFactory()
    for number in range(5):
        ClaimFactory(snapshot=ArticleFactory(text=f"The harbour opens in spring {number}").latest, speaker=ana)
    return add_story(UserFactory(), StoryDetails("The harbour", "", "harbour", [ana]))


def linked(story: Story) -> int:
    return Link.objects.filter(story=story).values("claim").distinct().count()


def test_it_goes_on_where_it_stopped(story: Story) -> None:
    assert (due(), linked(story)) == ([story.pk], 0)
    assert link_due(story.pk, seconds=0)
    assert linked(story) == 2
    assert link_due(story.pk, seconds=0)
    assert linked(story) == 4
    link_due(story.pk)
    assert (due(), linked(story)) == ([], 5)


def test_a_change_begins_it_anew(story: Story) -> None:
    link_due(story.pk, seconds=0)
    decide_story(story, UserFactory(), story.version, StoryDetails(query="nothing of that", actors=[]))
    link_due(story.pk)
    assert (due(), linked(story)) == ([], 0)


def test_another_title_links_nothing_anew(story: Story) -> None:
    link_due(story.pk)
    decide_story(story, UserFactory(), story.version, StoryDetails(title="The pier"))
    assert due() == []
