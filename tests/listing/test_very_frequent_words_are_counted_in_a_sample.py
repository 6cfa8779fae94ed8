"""Where a sample of the index proves that there are more than are counted, they are not looked for."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims import listing as lists
from claims.listing import facets as counting
from claims.listing import list_claims
from claims.models import Claim, ClaimSpeaker
from tests.factories import ActorFactory, ArticleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"CEILING": 6, "MOST": 8, "SAMPLE": 4, "LOOK": 100}.items():
        monkeypatch.setattr(counting, name, number)
    monkeypatch.setattr(lists, "CEILING", 6)


@pytest.fixture
def claims() -> None:
    """Of 400 claims, 300 speak of a harbour, 3 of a ferry."""
    contents = ["The harbour stays open"] * 300 + ["A ferry is late"] * 3 + ["Rain falls"] * 97
    snapshot = ArticleFactory(text="x" * len(contents)).latest
    claims = Claim.objects.bulk_create(
        Claim(snapshot=snapshot, content=[[n, n + 1]], position=n, content_text=content, kind="direct", confidence=0.9)
        for n, content in enumerate(contents)
    )
    ana = ActorFactory(slug="ana")
    ClaimSpeaker.objects.bulk_create(ClaimSpeaker(claim=claim, actor=ana) for claim in claims)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_listedclaim")


@pytest.mark.usefixtures("claims")
@pytest.mark.parametrize(("words", "number"), [("harbour", None), ('"harbour stays"', None), ("ferry", 3)])
def test_a_word(words: str, number: int | None) -> None:
    with CaptureQueriesContext(connection) as asked:
        listing = list_claims(QueryDict(f"q={words}"))
        assert listing.capped is (number is None)
        choices = {facet.name: facet.options[0].choice for facet in listing.facets if facet.options}
        assert len(listing.page.claims) == (number or 25)
    looked_for = any("WITH hits" in one["sql"] and "LIMIT 8" in one["sql"] for one in asked)
    assert looked_for is (number is not None)
    assert choices["speaker"].value == "ana"
    assert choices["speaker"].count == (number or choices["kind"].count)
    assert 0 < choices["speaker"].count <= 300
    assert all(choice.more is (number is None) for choice in choices.values())


@pytest.mark.usefixtures("claims")
def test_the_best_of_very_many_come_first() -> None:
    listing = list_claims(QueryDict("q=harbour&sort=relevance"))
    assert listing.capped
    assert {claim.content_text for claim in listing.page.claims} == {"The harbour stays open"}
    following = list_claims(QueryDict(listing.following.removeprefix("?")))
    assert not {claim.pk for claim in listing.page.claims} & {claim.pk for claim in following.page.claims}
