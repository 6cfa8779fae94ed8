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
    """Of 400 claims, 300 speak of a harbour, 8 of a ferry."""
    contents = ["The harbour stays open"] * 300 + ["A ferry is late"] * 8 + ["Rain falls"] * 92
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
@pytest.mark.parametrize(("words", "sampled"), [("harbour", True), ('"harbour stays"', True), ("ferry", False)])
def test_a_frequent_word(words: str, sampled: bool) -> None:
    with CaptureQueriesContext(connection) as asked:
        listing = list_claims(QueryDict(f"q={words}"))
        assert listing.capped
        choices = {facet.name: facet.options[0].choice for facet in listing.facets if facet.options}
        assert len(listing.page.claims) == (25 if sampled else 8)
    statements = [one["sql"] for one in asked]
    assert any("WITH hits" in sql and "LIMIT 8" in sql for sql in statements) is not sampled
    assert choices["speaker"].value == "ana"
    assert 0 < choices["speaker"].count <= 300
    assert all(choice.more for choice in choices.values())


@pytest.mark.usefixtures("claims")
def test_the_best_of_very_many_come_first() -> None:
    listing = list_claims(QueryDict("q=harbour&sort=relevance"))
    assert listing.capped
    assert {claim.content_text for claim in listing.page.claims} == {"The harbour stays open"}
    following = list_claims(QueryDict(listing.following.removeprefix("?")))
    assert not {claim.pk for claim in listing.page.claims} & {claim.pk for claim in following.page.claims}
