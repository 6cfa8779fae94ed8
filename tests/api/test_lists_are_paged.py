from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import ArticleFactory, ClaimFactory

pytestmark = pytest.mark.django_db


def walk(client: Client, address: str, way: str) -> list[list[int]]:
    pages: list[list[int]] = []
    while address:
        told: dict[str, Any] = client.get(address).json()
        pages.append([item["id"] for item in told["items"]])
        address = told[way]
    return pages


def test_there_and_back_again_nothing_twice_and_nothing_left_out(program: Callable[..., Client]) -> None:
    days = [None, dt.date(2024, 9, 3), dt.date(2024, 9, 3), dt.date(2024, 9, 1), None, dt.date(2024, 9, 3), None]
    claims = [ClaimFactory(day=day) for day in days]
    ordered = sorted(claims, key=lambda claim: (claim.day or dt.date.min, claim.pk), reverse=True)
    keys = [claim.pk for claim in ordered]
    client = program()
    there = walk(client, "/api/v1/claims?limit=2", "next")
    assert there == [keys[:2], keys[2:4], keys[4:6], keys[6:]]
    last = client.get("/api/v1/claims?limit=2").json()["next"]
    while following := client.get(last).json()["next"]:
        last = following
    assert walk(client, last, "previous") == there[::-1]


def test_articles_without_a_date_come_last_both_ways(program: Callable[..., Client]) -> None:
    times = [
        None,
        dt.datetime(2024, 9, 3, 9, 0, 0, 123456, dt.UTC),
        dt.datetime(2024, 9, 3, 9, 0, tzinfo=dt.UTC),
        None,
        None,
    ]
    articles = [ArticleFactory(published_at=time, published_on=time and time.date()) for time in times]
    keys = [articles[number].pk for number in (1, 2, 4, 3, 0)]
    client = program()
    there = walk(client, "/api/v1/articles?limit=2", "next")
    assert there == [keys[:2], keys[2:4], keys[4:]]
    second = client.get("/api/v1/articles?limit=2").json()["next"]
    assert walk(client, client.get(second).json()["next"], "previous") == there[::-1]


def test_a_page_stands_where_it_stood_when_claims_come_in(program: Callable[..., Client]) -> None:
    claims = [ClaimFactory() for _ in range(4)]
    client = program()
    second = client.get("/api/v1/claims?limit=2").json()["next"]
    ClaimFactory()
    assert [item["id"] for item in client.get(second).json()["items"]] == [claims[1].pk, claims[0].pk]


def test_the_neighbours_are_links_too(program: Callable[..., Client]) -> None:
    for _ in range(3):
        ClaimFactory()
    client = program()
    second = client.get(client.get("/api/v1/claims?limit=1").json()["next"])
    told = second.json()
    assert second["Link"] == f'<{told["next"]}>; rel="next", <{told["previous"]}>; rel="previous"'


@pytest.mark.parametrize("filters", ["", "&kind=direct"])
def test_a_cursor_that_is_not_of_this_list_is_refused(program: Callable[..., Client], filters: str) -> None:
    for _ in range(3):
        ClaimFactory()
    client = program()
    address: str = client.get("/api/v1/claims?limit=1").json()["next"]
    changed = address + filters if filters else address[:-4] + "AAAA"
    response = client.get(changed)
    assert response.status_code == 400
    assert [fault["parameter"] for fault in response.json()["errors"]] == ["cursor"]


def test_the_best_matches_come_in_pages_too(program: Callable[..., Client]) -> None:
    client = program()
    for number in range(5):
        words = "We leave, and leave, and leave again." if number % 2 else "We leave when the work is done."
        ClaimFactory(content_text=words)
    pages = walk(client, "/api/v1/claims?q=leave&sort=relevance&limit=2", "next")
    assert [len(page) for page in pages] == [2, 2, 1]
    assert [walk(client, "/api/v1/claims?q=leave&sort=relevance", "next")] == [
        [[key for page in pages for key in page]]
    ]
