import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import ArticleFactory, ClaimFactory, OutletFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(sign_in: Callable[..., Client]) -> Callable[[str], list[str]]:
    client = sign_in()

    def read(query: str = "") -> list[str]:
        response = client.get(f"/articles/{query}", follow=True)
        assert response.status_code == 200
        return re.findall(r'<a href="/articles/\d+/">([^<]*)</a>', response.content.decode())

    return read


def test_the_newest_come_first_and_the_undated_last(titles: Callable[[str], list[str]]) -> None:
    ArticleFactory(title="undated", published_at=None)
    for day in (3, 9, 6):
        ArticleFactory(title=f"of the {day}th", published_at=dt.datetime(2024, 9, day, tzinfo=dt.UTC))
    assert titles("") == ["of the 9th", "of the 6th", "of the 3th", "undated"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?q=RIVER", ["A river rises"]),
        ("?outlet=gazette", ["A dam breaks"]),
        ("?q=river&outlet=", ["A river rises"]),
        ("?q=100%25", []),
        ("?q=a%00", ["A dam breaks", "A river rises"]),
    ],
)
def test_titles_are_searched(titles: Callable[[str], list[str]], query: str, expected: list[str]) -> None:
    ArticleFactory(title="A river rises")
    ArticleFactory(title="A dam breaks", outlet=OutletFactory(slug="gazette"))
    assert sorted(titles(query)) == expected


def test_pages_follow_each_other_without_a_gap(sign_in: Callable[..., Client]) -> None:
    made = [ArticleFactory(title=f"number {number}") for number in range(70)]
    made += [ArticleFactory(title=f"undated {number}", published_at=None) for number in range(60)]
    client, address, seen = sign_in(), "/articles/", []
    for _ in range(5):
        page = client.get(address).content.decode()
        seen += re.findall(r'<a href="/articles/(\d+)/">', page)
        following = re.search(r'href="(\?[^"]*)" rel="next"', page)
        if not following:
            break
        address = "/articles/" + following[1].replace("&amp;", "&")
    assert sorted(map(int, seen)) == sorted(article.pk for article in made)


@pytest.mark.parametrize("cursor", ["x", "_", "_x", "2024-99-99_1", "2024-09-01T00:00_1", "x_" + "9" * 30])
def test_a_wrong_cursor_does_no_harm(titles: Callable[[str], list[str]], cursor: str) -> None:
    titles(f"?after={cursor}")


def test_each_counts_its_claims(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    ClaimFactory(snapshot=claim.snapshot, content=[[0, 3]], state="rejected")
    page = sign_in().get("/articles/").content.decode()
    assert f'<a href="/articles/{claim.snapshot.article_id}/#rail">1<' in page


def test_what_was_taken_down_is_not_listed(titles: Callable[[str], list[str]]) -> None:
    ArticleFactory(removed_at=timezone.now())
    assert titles("") == []
