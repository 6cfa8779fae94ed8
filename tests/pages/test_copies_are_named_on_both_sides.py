"""An article and a claim say where else they stand, whichever of the copies one looks at."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from claims.models import Claim
from sources.models import Article
from tests.applying.test_copies_are_grouped import TEXT, extracted
from tests.factories import ArticleFactory, OutletFactory

pytestmark = pytest.mark.django_db


def published(outlet: str, day: int | None, original: Article | None = None) -> Article:
    at = day and dt.datetime(2024, 9, day, 9, tzinfo=dt.UTC)
    made: Article = ArticleFactory(
        text=TEXT, outlet=OutletFactory(name=outlet), published_at=at or None, copy_of=original
    )
    return made


@pytest.fixture
def family() -> list[Article]:
    first = published("Gazette", 19)
    return [first, published("Courier", 20, first), published("Tribune", None, first)]


def named(page: str, articles: list[Article]) -> list[bool]:
    return [f'href="/articles/{article.pk}/"' in page for article in articles]


def test_articles(sign_in: Callable[..., Client], family: list[Article]) -> None:
    client = sign_in()
    pages = [client.get(f"/articles/{article.pk}/").content.decode() for article in family]
    assert [named(page, family)[:n] + named(page, family)[n + 1 :] for n, page in enumerate(pages)] == [
        [True, True]
    ] * 3
    assert "The same text in 2 other articles" in pages[0]
    assert "Courier 20 Sep 2024" in strip_tags(pages[0])
    assert "Copy of" in pages[1]
    assert f"Tribune “{family[2].title}” · 0 claims · what differs" in strip_tags(pages[1])
    assert "Gazette, 19 Sep 2024" in strip_tags(pages[1])
    assert "Gazette 19 Sep 2024 the first" in strip_tags(pages[1])


def test_claims(sign_in: Callable[..., Client], family: list[Article]) -> None:
    claims = [extracted(article) for article in family]
    client = sign_in()
    for number, claim in enumerate(claims):
        page = client.get(f"/claims/{claim.pk}/").content.decode()
        section = page.partition('id="appearances"')[2].partition("</section>")[0]
        others = [other for other in claims if other != claim]
        assert all(f'<a href="/claims/{other.pk}/">' in section for other in others), number
        assert ("Courier, 20 Sep 2024:" in strip_tags(section)) == (number != 1)
        assert ("Tribune: " in strip_tags(section)) == (number != 2)
    assert Claim.objects.distinct_claims().count() == 1


def test_not_what_was_taken_down(sign_in: Callable[..., Client], family: list[Article]) -> None:
    Article.objects.filter(pk=family[2].pk).update(removed_at=timezone.now())
    page = sign_in().get(f"/articles/{family[1].pk}/").content.decode()
    assert "The same text in 1 other article" in page
    assert "Tribune" not in page


def test_many(sign_in: Callable[..., Client]) -> None:
    first = published("Gazette", 19)
    for number in range(21):
        published(f"Paper {number}", 20, first)
    shown = sign_in().get(f"/articles/{first.pk}/").content.decode()
    assert shown.count(">Paper ") == 20
    assert "The same text in more than 20 other articles" in shown


def test_what_differs(sign_in: Callable[..., Client], family: list[Article]) -> None:
    changed = ArticleFactory(text=f"By our <b>staff</b>.\n{TEXT}", copy_of=family[0], outlet__name="Herald")
    client = sign_in()
    page = client.get(f"/articles/{family[1].pk}/beside/{changed.pk}/").content.decode()
    assert 'class="apart-there" dir="auto"><span class="hidden">Only in Herald: </span>By our &lt;b&gt;staff' in page
    assert client.get(f"/articles/{family[1].pk}/beside/{ArticleFactory().pk}/").status_code == 404
    assert client.get(f"/articles/{family[1].pk}/beside/999999999999999999999/").status_code == 404
