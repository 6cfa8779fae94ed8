"""Whether a page is found among the newest, by the way of counting or by an index: it has the same claims."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from claims import listing as lists
from claims.listing import facets as counting
from claims.listing import list_claims
from claims.models import Claim
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db
DAYS = ("2026-03-01", "2026-03-02", "2026-03-03")


@pytest.fixture(autouse=True)
def claims() -> None:
    """On each of three days 40 claims, of which 30 speak of a harbour, every other one twice; one more is rejected."""
    for day in DAYS:
        contents = [f"The harbour{' and harbour' * (n % 2)} stays open" for n in range(30)] + ["Rain falls"] * 10
        snapshot = ArticleFactory(text="x" * 50).latest
        Claim.objects.bulk_create(
            Claim(
                snapshot=snapshot,
                content=[[n, n + 1]],
                position=n,
                content_text=text,
                kind="direct",
                confidence=0.9,
                day=day,
                state="rejected" if n == 0 else "proposed",
            )
            for n, text in enumerate(contents)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_listedclaim")


WAYS = {
    "among the newest": {"LOOK": 100},
    "by the way": {},
    "by an index": {"CEILING": 20, "MOST": 24, "SAMPLE": 10},
}


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, number in WAYS[request.param].items():
        monkeypatch.setattr(counting, name, number)
    monkeypatch.setattr(lists, "CEILING", counting.CEILING)
    return str(request.param)


def walk(query: str) -> tuple[list[list[int]], list[list[int]]]:
    """The keys of all pages, forwards and then backwards."""
    ways: tuple[list[list[int]], list[list[int]]] = ([], [])
    for turn, pages in zip(("following", "preceding"), ways, strict=True):
        while True:
            listing = list_claims(QueryDict(query))
            pages.append([claim.pk for claim in listing.page.claims])
            if not getattr(listing, turn):
                break
            query = getattr(listing, turn).removeprefix("?")
    return ways


@pytest.mark.parametrize(("query", "number"), [("q=harbour", 87), ("q=harbour&since=2026-03-02&until=2026-03-02", 29)])
def test_the_newest(way: str, query: str, number: int) -> None:
    forwards, backwards = walk(query)
    listed = [key for page in forwards for key in page]
    found = Claim.objects.filter(content_text__contains="harbour", state="proposed")
    found = found.filter(day=DAYS[1]) if "since" in query else found
    assert listed == list(found.order_by("-day", "-pk").values_list("pk", flat=True))
    assert len(listed) == number
    assert backwards == forwards[::-1]


def test_the_best(way: str) -> None:
    forwards, backwards = walk("q=harbour&sort=relevance")
    texts = dict(Claim.objects.values_list("pk", "content_text"))
    listed = [key for page in forwards for key in page]
    assert len(set(listed)) == 87
    assert [texts[key].count("harbour") for key in listed] == [2] * 45 + [1] * 42
    assert backwards == forwards[::-1]


def test_each_way_is_gone(way: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert len(list_claims(QueryDict("q=harbour")).page.claims) == 25
    signs = {"among the newest": "passed", "by the way": "'place'", "by an index": ' NOT MATERIALIZED (SELECT "'}
    assert any(signs[way] in one["sql"] for one in asked)
    assert way == "among the newest" or not any(signs["among the newest"] in one["sql"] for one in asked)
