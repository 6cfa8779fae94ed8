"""Confirm, Reject and Retitle on the story's page: one transaction and one review each, stale forms compared, rights
kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Event, Review, Story
from claims.services.propose import propose_events
from tests.events.shared import three_articles
from tests.factories import StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    story: Story = StoryFactory(title="The ferry", slug="ferry", query="ferry")
    three_articles()
    return propose_events(story)[0]


def send(client: Client, event: Event, way: str = "decide", **fields: object) -> tuple[int, str]:
    address = f"/stories/ferry/events/{event.pk}/{way}/"
    response = client.post(address, {"version": event.version, **fields}, follow=True)
    event.refresh_from_db()
    return response.status_code, response.content.decode()


def test_an_editor_sees_it_with_its_claims(sign_in: Callable[..., Client], event: Event) -> None:
    page = sign_in("editor").get("/stories/ferry/").content.decode()
    assert "Proposed events" in page
    assert event.title in page
    assert "3 claims in 3 articles" in page
    assert "is one that several claims share" in page


def test_an_analyst_sees_it_marked_and_may_not_decide(sign_in: Callable[..., Client], event: Event) -> None:
    client = sign_in("analyst")
    page = client.get("/stories/ferry/").content.decode()
    assert "Proposed events" not in page
    assert 'class="state state-proposed' in page
    assert send(client, event, action="confirm")[0] == 403
    assert event.state == Event.State.PROPOSED


@pytest.mark.parametrize("role", ["editor", "admin"])
@pytest.mark.parametrize(("action", "state"), [("confirm", "confirmed"), ("reject", "rejected")])
def test_a_decision_is_a_review(
    sign_in: Callable[..., Client], event: Event, role: str, action: str, state: str
) -> None:
    status, _ = send(sign_in(role), event, action=action)
    assert (status, event.state, event.version) == (200, state, 2)
    review = Review.objects.get(event=event)
    assert (review.action, review.before["state"], review.after["state"]) == (action, "proposed", state)


def test_a_rejected_one_loses_its_claims_and_never_comes_back(sign_in: Callable[..., Client], event: Event) -> None:
    send(sign_in("editor"), event, action="reject")
    assert not event.links.exists()
    assert propose_events(event.story) == []
    assert "New harbour" not in sign_in("analyst").get("/stories/ferry/").content.decode()


def test_undo_brings_it_back_with_its_claims(sign_in: Callable[..., Client], event: Event) -> None:
    client = sign_in("editor")
    send(client, event, action="reject")
    _, page = send(client, event, "undo", review=event.reviews.get().pk)
    assert "was undone" in page
    assert (event.state, event.links.count()) == (Event.State.PROPOSED, 3)
    assert list(event.reviews.order_by("pk").values_list("action", flat=True)) == ["reject", "undo"]


@pytest.mark.parametrize("action", ["confirm", "correct"])
def test_the_machine_never_changes_what_was_decided(sign_in: Callable[..., Client], event: Event, action: str) -> None:
    send(sign_in("editor"), event, action=action, title="The harbour opens")
    before = (event.title, event.state, event.edtf, event.version)
    event.story.links.all().delete()
    assert propose_events(event.story) == []
    event.refresh_from_db()
    assert (event.title, event.state, event.edtf, event.version) == before


def test_a_retitled_one_still_waits(sign_in: Callable[..., Client], event: Event) -> None:
    _, page = send(sign_in("editor"), event, action="correct", title="  The harbour \n opens ")
    assert (event.title, event.state) == ("The harbour opens", Event.State.PROPOSED)
    assert event.reviews.get().fields == ["title"]
    assert 'value="The harbour opens"' in page


def test_a_stale_form_shows_both_versions_and_saves_nothing(sign_in: Callable[..., Client], event: Event) -> None:
    client = sign_in("editor")
    send(client, event, action="confirm")
    status, page = send(client, event, action="correct", title="Mine", version=1)
    assert (status, event.state, event.reviews.count()) == (409, "confirmed", 1)
    assert "Nothing of yours was saved" in page
    assert "Mine" in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "dance"}, "cannot be decided by"),
        ({"action": "correct", "title": " "}, "Write a title"),
        ({"action": "correct", "title": "x" * 301}, "Write a title of at most 300"),
        ({"action": "confirm", "version": "x"}, "Nothing of yours was saved"),
    ],
)
def test_a_wrong_form_is_explained(
    sign_in: Callable[..., Client], event: Event, fields: dict[str, str], message: str
) -> None:
    _, page = send(sign_in("editor"), event, **fields)
    assert message in page
    assert event.version == 1


def test_a_title_that_another_event_has(sign_in: Callable[..., Client], event: Event) -> None:
    Event.objects.create(story=event.story, title="Taken", edtf="2024-01-01", days=event.days)
    assert "has that title" in send(sign_in("editor"), event, action="correct", title="Taken")[1]
