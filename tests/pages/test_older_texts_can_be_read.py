from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim
from sources.models import Article, Snapshot
from tests.factories import ArticleFactory, ClaimFactory, sha256

pytestmark = pytest.mark.django_db


@pytest.fixture
def article() -> Article:
    made: Article = ArticleFactory(text="The first text.")
    assert made.latest
    old: Claim = ClaimFactory(snapshot=made.latest)
    text = "The second text."
    made.latest = Snapshot.objects.create(article=made, number=2, text=text, sha256=sha256(text))
    made.save()
    assert old.snapshot_id != made.latest_id
    return made


def test_the_latest_is_shown_and_leads_to_the_older(sign_in: Callable[..., Client], article: Article) -> None:
    page = sign_in().get(f"/articles/{article.pk}/").content.decode()
    assert "The second text." in page
    assert "The first text." not in page
    assert 'href="?snapshot=1"' in page


def test_an_older_one_is_marked_and_keeps_its_claims(sign_in: Callable[..., Client], article: Article) -> None:
    page = sign_in().get(f"/articles/{article.pk}/?snapshot=1").content.decode()
    assert "An earlier text, number 1" in page
    assert 'class="piece in-content speaker-0"' in page


@pytest.mark.parametrize("number", ["3", "0", "x", "²", "-1", "9" * 40])
def test_one_that_never_was_is_not_found(sign_in: Callable[..., Client], article: Article, number: str) -> None:
    assert sign_in().get(f"/articles/{article.pk}/", {"snapshot": number}).status_code == 404
