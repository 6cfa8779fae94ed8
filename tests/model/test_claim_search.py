import pytest

from claims.models import Claim
from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("withdraw", "Troops will be withdrawing soon."),
        ("Soleimaní", "The killing of Soleimani changed all."),
        ("Soleimani", "The killing of Soleimaní changed all."),
        ('"end of the mission"', "We await the end of the mission."),
        ("“end of the mission”", "We await the end of the mission."),
        ("troops -Syria", "Troops leave Iraq."),
        ("Syria OR Iraq", "Troops leave Iraq."),
    ],
)
def test_found(words: str, text: str) -> None:
    ClaimFactory(snapshot=ArticleFactory(text=text).latest)
    assert Claim.objects.matching(words).exists()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ('"end of the mission"', "The mission will end."),
        ("“end of the mission”", "The mission will end."),
        ("troops -Syria", "Troops leave Syria."),
        ("Lebanon", "Troops leave Iraq."),
    ],
)
def test_not_found(words: str, text: str) -> None:
    ClaimFactory(snapshot=ArticleFactory(text=text).latest)
    assert not Claim.objects.matching(words).exists()


def test_a_content_of_over_a_megabyte_is_stored() -> None:
    text = " ".join(f"word{n}" for n in range(200_000))
    ClaimFactory(snapshot=ArticleFactory(text=text).latest)
    assert Claim.objects.matching("word7").exists()
