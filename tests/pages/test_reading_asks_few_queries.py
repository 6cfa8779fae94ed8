"""The number of queries does not grow with the claims of an article or of a story."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim, ClaimSpeaker
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("address", ["/articles/", "/articles/{article}/", "/stories/", "/stories/dam/"])
def test_ten_times_the_claims_take_as_many_queries(sign_in: Callable[..., Client], address: str) -> None:
    article = ArticleFactory(text="They speak and speak. " * 40)
    story = StoryFactory(slug="dam")
    address = address.format(article=article.pk)
    client = sign_in()

    def grow(number: int) -> None:
        for _ in range(number):
            start = Claim.objects.count()
            day = dt.date(2024, 9, 1) + dt.timedelta(start)
            claim = ClaimFactory(snapshot=article.latest, content=[[start, start + 9]], day=day)
            ClaimSpeaker.objects.create(claim=claim, actor=ActorFactory(), on_behalf_of=ActorFactory())
            LinkFactory(claim=claim, story=story, event=EventFactory(story=story))
            ArticleFactory(copy_of=article)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        return len(asked)

    grow(2)
    few = queries()
    grow(18)
    assert queries() == few
    assert few <= 25
