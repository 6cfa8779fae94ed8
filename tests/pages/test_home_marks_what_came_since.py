"""A person sees what came since the last visit; a visit lasts half an hour."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim, Visit
from claims.services.saved import follow
from claims.services.visit import STAY
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def later() -> Callable[[dt.timedelta], None]:
    """`later(timedelta)`: so much time goes by."""

    def move(time: dt.timedelta) -> None:
        visit = Visit.objects.get()
        Visit.objects.update(at=visit.at - time)

    return move


def fresh(client: Client) -> set[int]:
    """Keys of the claims that the page marks as new."""
    page = client.get("/").content.decode()
    return {int(part[: part.index('"')]) for part in page.split('data-claim="')[1:] if 'class="fresh"' in part}


def test_nothing_is_new_to_who_was_never_here(sign_in: Callable[..., Client]) -> None:
    ClaimFactory()
    assert not fresh(sign_in())


def test_claims_that_came_since_are_new_until_half_an_hour_after_one_came_back(
    sign_in: Callable[..., Client], later: Callable[[dt.timedelta], None]
) -> None:
    ClaimFactory()
    client = sign_in()
    client.get("/")
    claim: Claim = ClaimFactory()
    assert not fresh(client), "it is the same visit"
    later(STAY)
    assert fresh(client) == {claim.pk}
    assert fresh(client) == {claim.pk}
    assert timezone.now() - Visit.objects.get().at < dt.timedelta(minutes=1)
    later(STAY)
    assert not fresh(client)


def test_claims_of_whom_one_follows_stand_first(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(name="Ana Petrova")
    followed: Claim = ClaimFactory(speaker=ana, day=dt.date(2020, 1, 1))
    other: Claim = ClaimFactory(day=dt.date(2024, 1, 1))
    client = sign_in()
    follow(User.objects.get(), ana)
    page = client.get("/").content.decode()
    first, second = (page.index(f'data-claim="{claim.pk}"') for claim in (followed, other))
    assert page.index("Whom and what you follow") < first < page.index("Newest of all others") < second
    assert page.count(f'data-claim="{followed.pk}"') == 1


def test_all_of_it_takes_25_queries_at_most(sign_in: Callable[..., Client]) -> None:
    link = LinkFactory(claim=ClaimFactory(speaker=ActorFactory()), event=EventFactory())
    client = sign_in("admin")
    follow(User.objects.get(), link.claim.speakers.get().actor)
    follow(User.objects.get(), link.story)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/")
    assert len(asked) <= 25
