import datetime as dt
import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    """With everything that a claim can have, by an actor who was merged into another."""
    survivor = ActorFactory(name="Ana Petrova", slug="ana-petrova")
    merged = ActorFactory(name="A. Petrova", merged_into=survivor, canonical=survivor)
    ministry = ActorFactory(name="Ministry of Rivers", slug="ministry", kind="organization")
    article = ArticleFactory(
        title="Dam opens", outlet__name="River Post", url="https://river.example/dam", text="“=It opens,” she said."
    )
    group = ClaimGroup.objects.create()
    made: Claim = ClaimFactory(
        snapshot=article.latest,
        content=[[1, 10]],
        source_text="she",
        said_on=DateRange(dt.date(2024, 9, 16), dt.date(2024, 9, 18)),
        said_on_edtf="2024-09-16/2024-09-17",
        day=dt.date(2024, 9, 16),
        group=group,
    )
    ClaimFactory(group=group, leads=False)
    ClaimSpeaker.objects.create(claim=made, actor=merged, on_behalf_of=ministry, role="minister")
    ClaimDate.objects.create(
        claim=made,
        start=1,
        end=4,
        type="DATE",
        value="2026",
        text="by the end of 2026",
        edtf="../2026-12-31",
        days=DateRange(None, dt.date(2027, 1, 1)),
    )
    story = StoryFactory(title="The dam", slug="dam")
    LinkFactory(claim=made, story=story, event=EventFactory(story=story, title="Opening"))
    LinkFactory(claim=made, story=StoryFactory(title="Another"), state="rejected")
    return made


def test_csv_has_a_line_for_each_claim(claim: Claim, rows: Callable[[str], list[dict[str, str]]]) -> None:
    assert rows("/claims.csv") == [
        {
            "claim": str(claim.pk),
            "address": f"http://testserver/claims/{claim.pk}/",
            "speakers": "Ana Petrova",
            "unnamed_speaker": "",
            "roles": "minister",
            "on_behalf_of": "Ministry of Rivers",
            "kind": "direct",
            "cue": "said",
            "cue_class": "say",
            "content": "'=It opens",
            "source": "she",
            "said_on": "2024-09-16/2024-09-17",
            "said_first": "2024-09-16",
            "said_last": "2024-09-17",
            "dates_meant": "by the end of 2026",
            "dates_meant_edtf": "../2026-12-31",
            "state": "proposed",
            "confidence": "0.9",
            "stories": "The dam",
            "events": "Opening",
            "outlet": "River Post",
            "article": "Dam opens",
            "url": "https://river.example/dam",
            "published": "2024-09-19",
            "appearances": "2",
        }
    ]


def test_json_lines_keep_the_structure(claim: Claim, download: Callable[[str], str]) -> None:
    [line] = download("/claims.jsonl").splitlines()
    document = json.loads(line)
    assert document["content"] == "=It opens"
    assert document["speakers"] == [
        {
            "name": "Ana Petrova",
            "address": "http://testserver/actors/ana-petrova/",
            "role": "minister",
            "on_behalf_of": {"name": "Ministry of Rivers", "address": "http://testserver/actors/ministry/"},
        }
    ]
    assert document["said_on"] == {"edtf": "2024-09-16/2024-09-17", "first": "2024-09-16", "last": "2024-09-17"}
    assert document["dates_meant"] == [
        {"text": "by the end of 2026", "edtf": "../2026-12-31", "first": None, "last": "2026-12-31"}
    ]


def test_the_query_string_is_that_of_the_list(claim: Claim, rows: Callable[[str], list[dict[str, str]]]) -> None:
    late: Claim = ClaimFactory(day=dt.date(2025, 1, 1), speaker=Actor.objects.get(slug="ana-petrova"))
    ClaimFactory(day=dt.date(2025, 1, 1))
    ids = [
        int(row["claim"])
        for row in rows("/claims.csv?speaker=petrova&sort=relevance&page=7".replace("petrova", "ana-petrova"))
    ]
    assert ids == [late.pk, claim.pk]


@pytest.mark.parametrize("form", ["csv", "jsonl", "atom"])
def test_a_wrong_query_is_told_and_gives_no_file(sign_in: Callable[..., Client], form: str) -> None:
    response = sign_in().get(f"/claims.{form}?since=2024-09-02&until=2024-09-01")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == "Said to 2024-09-01 lies before said from 2024-09-02.\n"


def test_the_name_says_what_the_file_is(claim: Claim, sign_in: Callable[..., Client]) -> None:
    disposition = sign_in().get("/claims.csv?speaker=ana-petrova&since=2024-07-01")["Content-Disposition"]
    assert disposition.startswith('attachment; filename="onrecord-claims-by-ana-petrova-since-1-jul-2024-20')
    assert disposition.endswith('.csv"')


def test_queries_do_not_grow_with_the_claims(claim: Claim, download: Callable[[str], str]) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            download("/claims.csv")
        return len(asked)

    few = queries()
    for _ in range(10):
        ClaimFactory(speaker=ActorFactory())
    assert queries() == few <= 20


def test_nobody_reads_without_signing_in(client: Client) -> None:
    assert client.get("/claims.csv").status_code == 302
