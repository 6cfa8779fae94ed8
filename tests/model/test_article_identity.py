import pytest
from django.db import IntegrityError

from sources.models import Article
from tests.factories import ArticleFactory, OutletFactory, sha256

pytestmark = pytest.mark.django_db


def test_one_article_for_one_url() -> None:
    ArticleFactory(url="https://news.example/1")
    with pytest.raises(IntegrityError, match="article_url"):
        ArticleFactory(url="https://news.example/1")


def test_one_article_for_one_external_id_of_an_outlet() -> None:
    outlet = OutletFactory()
    ArticleFactory(outlet=outlet, url="", external_id="a1")
    with pytest.raises(IntegrityError, match="article_external_id"):
        ArticleFactory(outlet=outlet, url="", external_id="a1")


def test_two_outlets_may_use_one_external_id() -> None:
    ArticleFactory(url="", external_id="a1")
    ArticleFactory(url="", external_id="a1")
    assert Article.objects.count() == 2


def test_without_url_and_id_the_text_counts() -> None:
    with pytest.raises(IntegrityError, match="article_has_identity"):
        ArticleFactory(url="")


def test_one_article_for_one_text_without_url() -> None:
    ArticleFactory(url="", text_key=sha256("words"))
    with pytest.raises(IntegrityError, match="article_text"):
        ArticleFactory(url="", text_key=sha256("words"))


def test_a_url_of_nine_kilobytes_is_stored() -> None:
    assert ArticleFactory(url="https://news.example/" + "a" * 9000).pk
