from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("since=yesterday", "“Said from” is no date; write for example 2024-07-01."),
        ("until=2024-02-31", "“Said to” is no date"),
        ("since=2024-09-02&until=2024-09-01", "lies before said from"),
        ("speaker=Nobody+Known", "No actor is called “Nobody Known”."),
        ("speaker=John+Smith", "Several actors are called “John Smith”: write “john-smith-1” or “john-smith-2”."),
        ("story=none", "no story"),
        ("event=x", "no event"),
        ("event=99999999999999999999999", "no event"),
        ("outlet=none", "no outlet"),
        ("since=0000-05-01", "“Said from” lies outside the years 1 to 9999"),
        ("meant_until=10000-01-01", "“About days to” lies outside the years 1 to 9999"),
        ("meant_since=2025-01-01&meant_until=2024-01-01", "lies before about days from 2025-01-01"),
        ("confidence=half", "“Confidence” is a number of percent, from 0 to 100."),
        ("confidence=101", "“Confidence” is a number of percent, from 0 to 100."),
        ("position=999", "There is no position “999”."),
        ("kind=loud", "There is no kind “loud”."),
        ("state=lost", "There is no state “lost”."),
        ("after=junk", "does not name a page"),
        ("after=2024-13-45_7", "does not name a page"),
        ("before=2024-01-01_", "does not name a page"),
        ("before=2024-01-01_7&after=2024-01-01_7", "does not name a page"),
        ("after=nan_x&sort=relevance&q=dam", "does not name a page"),
        ("q=a%00b", "Null characters are not allowed."),
        ("q=" + "dam " * 2_500, "“Words” may have at most 300 characters, not 9999."),
        ("q=-+OR", "“- OR” has no words to look for"),
        ("q=the", "“the” has no words to look for"),
        ("q=-drone", "“-drone” only says what to leave out"),
        ("q=dam+OR+-drone", "only says what to leave out"),
    ],
)
def test_each_gets_a_sentence(sign_in: Callable[..., Client], query: str, message: str) -> None:
    ClaimFactory()
    ActorFactory(name="John Smith", slug="john-smith-1")
    ActorFactory(name="John Smith", slug="john-smith-2")
    response = sign_in().get(f"/claims/?{query}")
    assert response.status_code == 200
    page = response.content.decode()
    assert 'role="alert"' in page
    assert message in page


def test_a_wrong_day_stands_in_its_field_to_be_mended(sign_in: Callable[..., Client]) -> None:
    page = sign_in().get("/claims/?since=2025-01-01&until=2024-01-01").content.decode()
    assert 'name="since" value="2025-01-01">' in page
    assert 'name="until" value="2024-01-01" aria-invalid="true">' in page


@pytest.mark.parametrize("words", ["the", "-", "'", '"', "((", "a & | !", "OR", "-only", "☃ 😀", "%", "\\"])
def test_no_words_break_the_search(sign_in: Callable[..., Client], words: str) -> None:
    assert sign_in().get("/claims/", {"q": words, "sort": "relevance"}).status_code == 200


@pytest.mark.parametrize("query", ["page=x", "page=9999", "kind=x", "state=x", "q=%00", "q=((", "page=-1"])
def test_the_list_of_actors_bears_anything(sign_in: Callable[..., Client], query: str) -> None:
    assert sign_in().get(f"/actors/?{query}").status_code == 200
