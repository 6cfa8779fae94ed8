"""The number of queries grows neither with claims nor with events."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, Story
from claims.services.link import link_claims
from claims.services.propose import propose_events
from tests.events.shared import article_with, three_articles
from tests.factories import EventFactory, StoryFactory

pytestmark = pytest.mark.django_db


def queries_of_linking() -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        link_claims(Claim.objects.all())
    return len(asked)


def test_linking() -> None:
    story: Story = StoryFactory(title="The ferry", query="ferry")
    EventFactory(story=story, keywords=["harbour"])
    three_articles()
    few = queries_of_linking()
    for number in range(8):
        EventFactory(story=story, title=f"Pier {number} opens", keywords=["harbour", f"pier {number}"])
        article_with(f"The ferry calls at pier {number}", dated=False)
    assert queries_of_linking() <= few + 1, "one may write where the other had nothing to"


def test_proposing() -> None:
    story: Story = StoryFactory(title="The ferry", query="ferry")
    asked = []
    for _ in range(2):
        for _ in range(3):
            three_articles()
        story.events.all().delete()
        link_claims(Claim.objects.all())
        with CaptureQueriesContext(connection) as queries:
            assert len(propose_events(story)) == 1
        asked.append(len(queries))
    assert asked[0] == asked[1]
