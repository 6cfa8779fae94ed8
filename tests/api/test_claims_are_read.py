from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from claims.api.document import document
from claims.listing.criteria import ClaimForm
from claims.models import ClaimCandidate, ClaimGroup
from claims.services.review import decide, undo
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    PositionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "🌍 “We will leave,” spokesman Rafe Oduya said on Wednesday, and “soon”."


def test_a_claim_is_told_in_full(program: Callable[..., Client]) -> None:
    held = PositionFactory(role="spokesman")
    claim = ClaimFactory(
        snapshot=ArticleFactory(text=TEXT).latest,
        content=[[2, 18], [63, 69]],
        source=[[19, 39]],
        cue=[[40, 44]],
        speaker=held.holder,
        speaker__position=held,
        speaker__on_behalf_of=held.organization,
    )
    ClaimCandidate.objects.create(claim=claim, actor=ActorFactory(name="Rafe Okoro"), score=0.4, reason="a like name")
    editor = UserFactory(role="editor", username="edith")
    undo(decide(claim, editor, "confirm", 1, note="Heard it."), editor)
    event = EventFactory()
    LinkFactory(claim=claim, story=event.story, event=event)
    told = program().get(f"/api/v1/claims/{claim.pk}").json()
    assert [one["exact"] for one in told["selectors"]["content"]] == ["“We will leave,”", "“soon”"]
    assert told["selectors"]["source"] == [
        {"start": 19, "end": 39, "exact": TEXT[19:39], "prefix": TEXT[:19], "suffix": TEXT[39:71]}
    ]
    speaker = told["speakers"][0]
    assert (speaker["actor"]["slug"], speaker["position"]) == (held.holder.slug, held.pk)
    assert speaker["on_behalf_of"]["name"] == held.organization.name
    assert told["links"][0]["event"] == {"id": event.pk, "title": event.title}
    assert (told["links"][0]["score"], told["links"][0]["reason"]) == (0.8, "names the withdrawal")
    assert told["candidates"][0]["actor"]["name"] == "Rafe Okoro"
    assert [(one["action"], one["by"], one["note"]) for one in told["reviews"]] == [
        ("undo", "edith", ""),
        ("confirm", "edith", "Heard it."),
    ]
    assert told["reviews"][1]["undone_by"] == told["reviews"][0]["id"]
    assert told["reviews"] == program().get(f"/api/v1/claims/{claim.pk}/reviews").json()["items"]


def test_appearances_in_copies_are_told(program: Callable[..., Client]) -> None:
    group = ClaimGroup.objects.create()
    claim, other = ClaimFactory(group=group), ClaimFactory(group=group, leads=False)
    told = program().get(f"/api/v1/claims/{claim.pk}").json()
    assert (told["further_appearances"], [one["id"] for one in told["appearances"]]) == (1, [other.pk])


def test_a_claim_that_was_continued_leads_on(program: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    newer = ClaimFactory(continues=claim)
    response = program().get(f"/api/v1/claims/{claim.pk}")
    assert (response.status_code, response["Location"]) == (307, f"/api/v1/claims/{newer.pk}")


def test_what_was_taken_down_is_gone(program: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    article = claim.snapshot.article
    article.removed_at = timezone.now()
    article.save()
    client = program()
    for address in (f"/api/v1/claims/{claim.pk}", f"/api/v1/claims/{claim.pk}/reviews"):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert client.get("/api/v1/claims").json()["items"] == []


def test_filters_are_those_of_the_site(program: Callable[..., Client]) -> None:
    told = document()["paths"]["/api/v1/claims"]["get"]["parameters"]
    assert {one["name"] for one in told} == {*ClaimForm.base_fields, "limit", "cursor"}
    actor = ActorFactory()
    claim, _ = ClaimFactory(speaker=actor, kind="direct"), ClaimFactory(kind="indirect")
    client = program()
    for query in (f"speaker={actor.slug}", "kind=direct", f"outlet={claim.snapshot.article.outlet.slug}&q=leave"):
        assert [one["id"] for one in client.get(f"/api/v1/claims?{query}").json()["items"]] == [claim.pk]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("since=yesterday&kind=loud", ["kind", "since"]),
        ("since=2024-02-01&until=2024-01-01", ["until"]),
        ("speaker=nobody-at-all", ["speaker"]),
        ("q=%00", ["q"]),
        (f"q={'x' * 10_000}", ["q"]),
        ("spaeker=envoy", ["spaeker"]),
        ("kind=direct&kind=mixed", ["kind"]),
        ("limit=201", ["limit"]),
        ("limit=many", ["limit"]),
    ],
)
def test_a_parameter_that_is_wrong_is_named(program: Callable[..., Client], query: str, names: list[str]) -> None:
    response = program().get(f"/api/v1/claims?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert sorted(fault["parameter"] for fault in response.json()["errors"]) == names


def test_a_page_of_claims_asks_few_queries(program: Callable[..., Client], django_assert_max_num_queries: Any) -> None:
    client = program()
    for _ in range(12):
        held = PositionFactory()
        LinkFactory(claim=ClaimFactory(speaker=held.holder, speaker__position=held))
    with django_assert_max_num_queries(18):
        assert len(client.get("/api/v1/claims").json()["items"]) == 12
