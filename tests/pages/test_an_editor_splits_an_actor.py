"""Names and claims are chosen, what would go is shown, and one undo takes the split back."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.models import Claim, Review
from claims.services.undo import undo
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minister() -> Actor:
    actor: Actor = ActorFactory(name="Ivan Petrov", slug="petrov", aliases=["Petrov", "Ivan S. Petrov"])
    return actor


def said(actor: Actor, words: str, source: str = "Petrov") -> Claim:
    claim: Claim = ClaimFactory(snapshot=ArticleFactory(text=words).latest, speaker=actor, source_text=source)
    return claim


def speaks(claim: Claim) -> str:
    return str(claim.speakers.get().actor)


def test_the_chosen_ones_go_after_a_look_and_come_back(sign_in: Callable[..., Client], minister: Actor) -> None:
    kept, moved = said(minister, "We stay"), said(minister, "The goalkeeper was fine", "Ivan S. Petrov")
    client = sign_in("editor")
    page = client.get("/actors/petrov/split/?q=goalkeeper").content.decode()
    assert "The goalkeeper was fine" in page
    assert "We stay" not in page
    sent = {"version": 1, "name": "Ivan S. Petrov", "kind": "person", "alias": "Ivan S. Petrov", "claim": moved.pk}
    page = client.post("/actors/petrov/split/", {**sent, "note": "the coach"}).content.decode()
    assert "<b>1</b> claim and the name" in page
    assert not Review.objects.exists()
    answer = client.post("/actors/petrov/split/", {**sent, "claim": [], "claims": f"{moved.pk}", "sure": "yes"})
    assert answer["Location"] == "/actors/ivan-s-petrov/edit/"
    assert (speaks(kept), speaks(moved)) == ("Ivan Petrov", "Ivan S. Petrov")
    undo(Review.objects.get(claim=moved), UserFactory())
    assert speaks(moved) == "Ivan Petrov"
    assert minister.aliases.count() == 3


def test_all_that_the_text_names_so(sign_in: Callable[..., Client], minister: Actor) -> None:
    one, two, kept = (said(minister, f"Words {n}", name) for n, name in enumerate(["the coach", "the coach", "he"]))
    client = sign_in("editor")
    assert ("the coach", 2) in client.get("/actors/petrov/split/").context["names"]
    assert "also those not listed" in client.get("/actors/petrov/split/?named=the coach").content.decode()
    sent = {"version": 1, "name": "The Coach", "kind": "person", "all_named": "the coach", "sure": "yes"}
    client.post("/actors/petrov/split/?named=the coach", sent)
    assert [speaks(claim) for claim in (one, two, kept)] == ["The Coach", "The Coach", "Ivan Petrov"]


def test_what_makes_no_sense_is_told_and_nothing_is_lost(sign_in: Callable[..., Client], minister: Actor) -> None:
    claim, strange = said(minister, "We stay"), ClaimFactory()
    client = sign_in("editor")
    wrong: list[tuple[dict[str, object], str]] = [
        ({"name": " "}, "This field is required"),
        ({"kind": "ship"}, "Select a valid choice"),
        ({"claim": []}, "Choose the names or the claims"),
        ({"claims": ",".join(map(str, range(1, 10_001)))}, " were chosen"),
        ({"claim": strange.pk, "sure": "yes"}, "is not attributed"),
        ({"alias": "nobody", "sure": "yes"}, "is not known as"),
        ({"alias": "Ivan Petrov", "sure": "yes"}, "keeps its own name"),
        ({"name": "Petrov", "sure": "yes"}, "is known as"),
    ]
    for sent, told in wrong:
        base = {"version": 1, "name": "<i>New</i>", "kind": "person", "claim": claim.pk, "note": "kept"}
        answer = client.post("/actors/petrov/split/", {**base, **sent})
        page = answer.content.decode()
        assert (answer.status_code, told in page, "kept</textarea>" in page) == (422, True, True), sent
    assert not Review.objects.exists()
    stale = {"version": 7, "name": "New", "kind": "person", "claim": claim.pk, "sure": "yes"}
    answer = client.post("/actors/petrov/split/", stale)
    assert (answer.status_code, "What you sent" in answer.content.decode()) == (409, True)
    assert f'value="{claim.pk}" checked' in answer.content.decode()
    assert sign_in("analyst").get("/actors/petrov/split/").status_code == 403
