from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ClaimGroup, Story
from claims.replies import replies_of
from tests.compare.conftest import Tell
from tests.factories import ActorFactory, EventFactory

pytestmark = pytest.mark.django_db


def test_four_columns_take_as_many_queries_with_twenty_claims_as_with_two(
    sign_in: Callable[..., Client], tell: Tell, story: Story
) -> None:
    actors = [ActorFactory(slug=f"actor-{number}") for number in range(4)]
    event = EventFactory(story=story)

    def add(number: int) -> None:
        for actor in actors:
            for _ in range(number):
                tell(actor, "2025-03-01", "the port would close", event=event, group=ClaimGroup.objects.create())

    client = sign_in()

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            address = "/compare/?who=actor-0&who=actor-1&who=actor-2&who=actor-3&story=harbour"
            assert client.get(address).status_code == 200
        return len(asked)

    add(2)
    few = queries()
    add(18)
    assert queries() == few <= 25


def test_replies_of_a_claim(tell: Tell, story: Story) -> None:
    event = EventFactory(story=story)
    mayor, rival = ActorFactory(), ActorFactory()
    for number in range(5):
        tell(rival, f"2025-03-0{number + 1}", "the raid on the warehouse was a crime", event=event)
    claim = tell(mayor, "2025-03-02", "the raid on the warehouse was lawful", event=event)
    shown = Claim.objects.for_display().get(pk=claim.pk)
    with CaptureQueriesContext(connection) as asked:
        assert replies_of(shown).contradicts
    assert len(asked) <= 11
