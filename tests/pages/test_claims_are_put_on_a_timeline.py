"""Claims go on a timeline and off it: one from its page, many from a list, all of them undone at once."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Event, Review
from tests.factories import ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    made: Event = EventFactory(story__title="The harbour", story__slug="harbour", title="Opening")
    return made


def places(claim: Claim) -> list[str]:
    return [f"{link.event or link.story} {link.state}" for link in claim.links.exclude(state="rejected")]


def send(client: Client, *claims: Claim, **fields: object) -> tuple[int, str]:
    response = client.post("/claims/place/", {"claim": [claim.pk for claim in claims], **fields}, follow=True)
    return response.status_code, response.content.decode()


def test_a_claims_page_says_where_it_stands_and_why(sign_in: Callable[..., Client], event: Event) -> None:
    claim = ClaimFactory()
    LinkFactory(claim=claim, story=event.story, event=event, reason="names the opening")
    address = f"/claims/{claim.pk}/"
    read = sign_in("analyst").get(address).content.decode()
    assert "80%, names the opening" in read
    assert "/claims/place/" not in read
    decided = sign_in("editor").get(address).content.decode()
    assert f'name="place" value="event:{event.pk}"' in decided
    assert f"/stories/harbour/events/new/?claim={claim.pk}" in decided


def test_one_is_confirmed_and_taken_off(sign_in: Callable[..., Client], event: Event) -> None:
    claim, client = ClaimFactory(), sign_in("editor")
    LinkFactory(claim=claim, story=event.story, event=event)
    back = f"/claims/{claim.pk}/"
    send(client, claim, place=f"event:{event.pk}", action="attach", next=back)
    assert places(claim) == ["Opening confirmed"]
    _, page = send(client, claim, place=f"event:{event.pk}", action="detach", next=back)
    assert places(claim) == ["The harbour confirmed"]
    assert "1 claim was taken off “Opening · The harbour”" in page


def test_many_from_a_list_and_one_undo(sign_in: Callable[..., Client], event: Event) -> None:
    claims, client = [ClaimFactory() for _ in range(3)], sign_in("editor")
    assert 'formaction="/claims/place/"' in client.get("/claims/").content.decode()
    _, asked = send(client, *claims)
    assert "Put 3 claims on a timeline" in asked
    assert '<option value="Opening · The harbour">' in asked
    _, page = send(client, *claims, place="opening", action="attach", note="all of Friday")
    assert [places(claim) for claim in claims] == [["Opening confirmed"]] * 3
    review = Review.objects.latest("pk")
    assert review.note == "all of Friday"
    assert f"/log/{Review.objects.earliest('pk').pk}/" in page
    client.post(f"/log/{review.pk}/undo/")
    assert [places(claim) for claim in claims] == [[]] * 3


@pytest.mark.parametrize("written", ["The harbour", "story:{story}", "  the   HARBOUR "])
def test_a_story_is_a_place_too(sign_in: Callable[..., Client], event: Event, written: str) -> None:
    claim = ClaimFactory()
    send(sign_in("editor"), claim, place=written.format(story=event.story_id), action="attach")
    assert places(claim) == ["The harbour confirmed"]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("", "Write the event or the story"),
        ("x" * 10_000, "Write the event or the story"),
        ("No such thing <b>", "No event and no story is called “No such thing &lt;b&gt;”"),
        ("event:999999999999999999", "No event and no story is called"),
        ("Twice", "Several are called “Twice”: write “Twice · The harbour” or “Twice · Elsewhere”"),
    ],
)
def test_a_place_that_is_none_keeps_the_choice(
    sign_in: Callable[..., Client], event: Event, place: str, said: str
) -> None:
    EventFactory(story=event.story, title="Twice")
    EventFactory(story__title="Elsewhere", title="Twice")
    claims = [ClaimFactory(), ClaimFactory()]
    status, page = send(sign_in("editor"), *claims, place=place, action="attach", note="my <i>note</i>")
    assert status == 422
    assert said in page
    assert all(f'name="claim" value="{claim.pk}"' in page for claim in claims)
    assert "my &lt;i&gt;note&lt;/i&gt;" in page
    assert not Review.objects.exists()


def test_claims_that_are_none(sign_in: Callable[..., Client], event: Event) -> None:
    client = sign_in("editor")
    sent = {"claim": ["x", "9" * 30], "place": "Opening", "action": "attach"}
    response = client.post("/claims/place/", sent)
    assert response.status_code == 422
    assert "There is no claim" in response.content.decode()
    assert client.post("/claims/place/", {"place": "Opening", "action": "attach"}).status_code == 422


def test_of_ten_thousand_none_is_lost(sign_in: Callable[..., Client], event: Event) -> None:
    keys = [str(key) for key in range(1, 10_001)]
    response = sign_in("editor").post("/claims/place/", {"claim": keys, "place": "Opening", "action": "attach"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "10,000 claims are chosen, and at most 500 are placed at once" in page
    assert page.count('name="claim"') == 10_000
    assert not Review.objects.exists()


def test_the_others_stay_chosen(sign_in: Callable[..., Client], event: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.views.place.MOST", 2)
    claims = [ClaimFactory() for _ in range(3)]
    _, page = send(sign_in("editor"), *claims, place="Opening", action="attach", part="1")
    assert [len(places(claim)) for claim in claims] == [1, 1, 0]
    assert "Put 1 claim on a timeline" in page
    assert f'name="claim" value="{claims[2].pk}"' in page


def test_a_limited_editor_places_what_stands_on_their_stories(sign_in: Callable[..., Client], event: Event) -> None:
    theirs, other = ClaimFactory(), ClaimFactory()
    LinkFactory(claim=theirs, story=event.story)
    client = sign_in("editor", stories=[event.story])
    status, page = send(client, theirs, other, place="Opening", action="attach")
    assert (status, places(other)) == (422, [])
    assert "1 of the 2 claims stand on none of the stories that you edit" in page
    send(client, theirs, place="Opening", action="attach")
    assert places(theirs) == ["Opening confirmed"]
    StoryFactory(title="Not theirs")
    assert send(client, theirs, place="Not theirs", action="attach")[0] == 403


def test_an_analyst_may_not(sign_in: Callable[..., Client], event: Event) -> None:
    client = sign_in("analyst")
    assert send(client, ClaimFactory(), place="Opening", action="attach")[0] == 403
    assert "/claims/place/" not in client.get("/claims/").content.decode()
