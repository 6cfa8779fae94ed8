"""Two workers that search one story at once, and the bell and the sweep that call them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from celery import current_app
from django.db import IntegrityError, connection, transaction

from claims.models import Event, Story
from claims.services.propose import propose_events
from tests.events.shared import MAY, three_articles
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story() -> Story:
    made: Story = StoryFactory(title="The ferry", slug="ferry", query="ferry")
    three_articles()
    return made


def test_one_event(story: Story) -> None:
    def search(_: int) -> int:
        try:
            return len(propose_events(story))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(search, range(4))) == 1
    assert Event.objects.get().links.count() == 3


def test_the_database_holds_it(story: Story) -> None:
    values = {"story": story, "edtf": "2025-05", "days": MAY, "shared": "meant"}
    Event.objects.create(title="One", **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.create(title="Two", **values)


def test_the_sweep_rings_for_it(story: Story, worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    current_app.send_task("claims.sweep")
    worker()
    eventually(lambda: Event.objects.filter(shared="meant").exists(), within=60)
