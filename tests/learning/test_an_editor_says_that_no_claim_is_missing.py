from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import WholeReading
from tests.factories import ArticleFactory
from tests.learning.world import OPENS, article_with, decided, text_of
from tests.outputs import new_text

pytestmark = pytest.mark.django_db


def test_it_is_said_and_taken_back_and_the_log_keeps_both(sign_in: Callable[..., Client]) -> None:
    article, client = article_with(OPENS), sign_in("editor")
    decided(article, "harbour", "confirm")
    address = f"/articles/{article.pk}/"
    assert "Say that no claim is missing" in client.get(address).content.decode()
    for _ in range(2):
        client.post(f"{address}whole/", {"snapshot": text_of(article).pk, "action": "whole"})
    assert "read it whole on" in client.get(address).content.decode()
    page = client.post(f"{address}whole/", {"snapshot": text_of(article).pk, "action": "take-back"}, follow=True)
    assert "Taken back" in page.content.decode()
    [reading] = WholeReading.objects.all()
    assert reading.taken_back_by == page.wsgi_request.user


def test_not_while_a_claim_awaits_a_decision(sign_in: Callable[..., Client]) -> None:
    article, client = article_with(OPENS), sign_in("editor")
    assert "Say that no claim is missing" not in client.get(f"/articles/{article.pk}/").content.decode()
    answer = client.post(f"/articles/{article.pk}/whole/", {"snapshot": text_of(article).pk}, follow=True)
    assert "1 of its claims awaits a decision." in answer.content.decode()


def test_not_of_an_older_text_or_another_articles(sign_in: Callable[..., Client]) -> None:
    article, client = ArticleFactory(text="It rained."), sign_in("editor")
    old = text_of(article)
    new_text(article, "It rained and rained.")
    answer = client.post(f"/articles/{article.pk}/whole/", {"snapshot": old.pk}, follow=True)
    assert "no longer the article" in answer.content.decode()
    other = ArticleFactory()
    for snapshot in (other.latest.pk, "x", "9" * 40):
        assert client.post(f"/articles/{article.pk}/whole/", {"snapshot": snapshot}).status_code == 404
    assert not WholeReading.objects.exists()


def test_an_analyst_does_not_say_it(sign_in: Callable[..., Client]) -> None:
    article = article_with(OPENS)
    decided(article, "harbour", "confirm")
    client = sign_in("analyst")
    assert "Say that no claim is missing" not in client.get(f"/articles/{article.pk}/").content.decode()
    assert client.post(f"/articles/{article.pk}/whole/", {"snapshot": text_of(article).pk}).status_code == 403
