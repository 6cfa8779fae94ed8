import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db


def test_each_number_is_what_its_link_lists(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(slug="ana")
    ClaimFactory.create_batch(2, speaker=ana, confidence=0.1, day=dt.date(2026, 1, 1))
    ClaimFactory(speaker=ana, confidence=0.9, day=dt.date(2026, 1, 1))
    ClaimFactory(speaker=ana, state="confirmed", day=dt.date(2026, 1, 1))
    ClaimFactory(speaker=ana, day=dt.date(2025, 1, 1))
    client = sign_in()
    context = client.get("/actors/ana/?since=2026-01-01").context
    awaiting, listing = context["awaiting"], context["listing"]
    assert (awaiting.proposed.count, awaiting.doubtful, awaiting.reported) == (3, 2, 0)
    for query, number in ((listing.proposed, 3), (listing.doubtful, 2)):
        assert client.get(f"/actors/ana/{query}").context["listing"].count == number
