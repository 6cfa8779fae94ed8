from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("troops will leave", "troop", "<mark>troops</mark> will leave"),
        ("Zoë left the café", "cafe", "Zoë left the <mark>café</mark>"),
        ("the last word on the last page", '"last page"', "the last word on the <mark>last</mark> <mark>page</mark>"),
        ("<script>alert(1)</script> troops", "troops", "&lt;script&gt;alert(1)&lt;/script&gt; <mark>troops</mark>"),
    ],
)
def test_in_the_words_of_the_claim(sign_in: Callable[..., Client], text: str, words: str, expected: str) -> None:
    ClaimFactory(snapshot=ArticleFactory(text=text).latest, kind="indirect")
    assert expected in sign_in().get("/claims/", {"q": words}).content.decode()
