"""By anyone with the right, as a new entry, with a note; what was decided together as one, after a look at it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Claim, Review
from claims.services.actors.decide import Details, decide_actor
from claims.services.actors.positions import Post, add_position, decide_position
from claims.services.correction import Place
from claims.services.decide_event import EventDetails, add_event
from claims.services.decide_story import StoryDetails, add_story, decide_story
from claims.services.place import attach
from claims.services.review import decide
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def of_a_claim() -> Review:
    return decide(ClaimFactory(), UserFactory(), "confirm", 1)


def of_an_actor() -> Review:
    return decide_actor(ActorFactory(), UserFactory(), "correct", 1, Details(description="A mayor."))


def of_a_position() -> Review:
    post = Post("mayor", organization=ActorFactory(kind="organization"))
    position = add_position(ActorFactory(), UserFactory(), post)
    return decide_position(position, UserFactory(), "reject", position.version)


def of_an_event() -> Review:
    return add_event(StoryFactory(), UserFactory(), EventDetails("The dam breaks", "2024-09")).reviews.get()


def of_a_story() -> Review:
    return decide_story(StoryFactory(), UserFactory(), 1, StoryDetails(summary="It broke."))


@pytest.mark.parametrize("made", [of_a_claim, of_an_actor, of_a_position, of_an_event, of_a_story])
def test_whatever_it_is_about(sign_in: Callable[..., Client], made: Callable[[], Review]) -> None:
    review = made()
    client = sign_in("editor")
    page = client.get(f"/log/{review.pk}/")
    assert f"/log/{review.pk}/undo/" in page.content.decode()
    done = client.post(f"/log/{review.pk}/undo/", {"note": "Too early."}, follow=True)
    assert done.status_code == 200
    assert "The decision was undone." in done.content.decode()
    undone = Review.objects.get(undoes=review)
    assert (undone.note, undone.by_id) == ("Too early.", int(client.session["_auth_user_id"]))
    for key in review.fields:
        if key in review.before:
            assert undone.after[key] == review.before[key]


@pytest.fixture
def twelve() -> list[Review]:
    event = EventFactory()
    claims = [claim.pk for claim in ClaimFactory.create_batch(12)]
    return attach(claims, Place(event.story, event), UserFactory())


def test_together_after_a_look_at_what_turns_back(sign_in: Callable[..., Client], twelve: list[Review]) -> None:
    client = sign_in("editor")
    first = twelve[0]
    assert "Undo this and 11 more" in client.get(f"/claims/{first.claim_id}/").content.decode()
    shown = client.get(f"/log/{first.pk}/").content.decode()
    assert "Undo all 12" in shown
    assert all(f'href="/claims/{review.claim_id}/"' in shown for review in twelve)
    done = client.post(f"/log/{first.pk}/undo/", {"note": "Another dam."}, follow=True)
    assert "The 12 decisions that were made together were undone." in done.content.decode()
    assert Review.objects.filter(action="undo", note="Another dam.").count() == 12
    assert Review.objects.filter(action="undo").values("together").distinct().count() == 1
    assert not Claim.objects.filter(links__state="confirmed").exists()


def test_the_second_of_two_windows_is_told(sign_in: Callable[..., Client], twelve: list[Review]) -> None:
    client = sign_in("editor")
    client.post(f"/log/{twelve[0].pk}/undo/")
    again = client.post(f"/log/{twelve[5].pk}/undo/", {"note": "My reason."})
    assert again.status_code == 409
    assert "This decision was undone already." in again.content.decode()
    assert Review.objects.filter(action="undo").count() == 12


def test_an_undo_is_not_undone(sign_in: Callable[..., Client]) -> None:
    client, review = sign_in("editor"), of_a_claim()
    client.post(f"/log/{review.pk}/undo/")
    undone = Review.objects.get(action="undo")
    refused = client.post(f"/log/{undone.pk}/undo/", {"note": "Back."})
    assert refused.status_code == 409
    assert "An undo is not undone itself" in refused.content.decode()


@pytest.mark.parametrize(
    ("note", "why"),
    [
        ("x" * 10_000, "longer than 5000 characters; it has 10000"),
        ("pasted \x07 from a terminal", "characters that cannot be shown"),
        ("nothing \x00 at all", "characters that cannot be shown"),
    ],
)
def test_a_note_that_cannot_be_kept_is_not_lost(sign_in: Callable[..., Client], note: str, why: str) -> None:
    review = of_a_claim()
    page = sign_in("editor").post(f"/log/{review.pk}/undo/", {"note": note})
    assert page.status_code == 422
    assert why in page.content.decode()
    assert note in page.content.decode()
    assert not Review.objects.filter(action="undo").exists()


def test_a_limited_editor_undoes_what_is_theirs_as_a_whole(client: Client) -> None:
    story = StoryFactory()
    mine, other = ClaimFactory(), ClaimFactory()
    for claim in (mine, other):
        LinkFactory(claim=claim, story=story)
    together = attach([mine.pk, other.pk], Place(story), UserFactory())
    client.force_login(UserFactory(role="editor", stories=[story]))
    assert client.post(f"/log/{of_a_claim().pk}/undo/").status_code == 403
    other.links.update(story=StoryFactory())
    assert client.post(f"/log/{together[0].pk}/undo/").status_code == 403
    other.links.update(story=story)
    assert client.post(f"/log/{together[0].pk}/undo/").status_code == 302


def test_a_limited_editor_is_offered_what_is_theirs(client: Client) -> None:
    story, elsewhere, by = StoryFactory(slug="mine"), StoryFactory(), UserFactory()
    mine, other = ClaimFactory(), ClaimFactory()
    attach([mine.pk], Place(story), UserFactory())
    attach([other.pk], Place(elsewhere), UserFactory())
    theirs = [decide(mine, by, "confirm", 2), add_event(story, by, EventDetails("A dam", "2024")).reviews.get()]
    theirs.append(decide_story(story, by, 1, StoryDetails(summary="Of a dam")))
    decide(other, by, "confirm", 2)
    add_event(elsewhere, by, EventDetails("A dam", "2024"))
    making = add_story(by, StoryDetails("Another")).reviews.get()
    client.force_login(
        UserFactory(role="editor", stories=[story, making.story]), backend="django.contrib.auth.backends.ModelBackend"
    )
    page = client.get("/log/?who=" + by.username)
    assert {entry.review for entry in page.context["entries"] if entry.undoable} == set(theirs)
    assert page.content.decode().count("/undo/") == len(theirs)
    assert "/undo/" not in client.get("/stories/another/history/").content.decode()
    assert client.post(f"/log/{making.pk}/undo/").status_code == 403


@pytest.mark.parametrize(
    ("back", "goes"), [("/actors/", "/actors/"), ("//evil.example/", None), ("https://e.example", None)]
)
def test_one_returns_where_one_was_and_nowhere_else(sign_in: Callable[..., Client], back: str, goes: Any) -> None:
    review = of_a_claim()
    done = sign_in("editor").post(f"/log/{review.pk}/undo/", {"back": back})
    assert done.headers["Location"] == (goes or f"/claims/{review.claim_id}/")


def test_no_such_decision(sign_in: Callable[..., Client]) -> None:
    client = sign_in("editor")
    assert client.get("/log/999999999/").status_code == 404
    assert client.post("/log/999999999/undo/").status_code == 404
    assert client.get("/log/99999999999999999999999/").status_code == 404
