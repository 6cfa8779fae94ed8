"""An editor looks at what moves, merges two events of a story, and takes it back."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Event, Review, Story
from tests.factories import ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def events() -> tuple[Event, Event]:
    story: Story = StoryFactory(slug="s")
    return EventFactory(story=story, title="Opening"), EventFactory(story=story, title="The harbour opens")


def test_what_moves_is_shown_merged_and_undone(sign_in: Callable[..., Client], events: tuple[Event, Event]) -> None:
    one, other = events
    claim = ClaimFactory()
    LinkFactory(claim=claim, story=one.story, event=one, state="confirmed")
    editor = sign_in("editor")
    page = editor.get(f"/stories/s/events/{one.pk}/merge/?into={other.pk}").content.decode()
    assert f'<a href="/claims/?event={one.pk}">1 claim</a>' in page
    assert f"/stories/s/events/{other.pk}/merge/?into={one.pk}" in page
    response = editor.post(f"/stories/s/events/{one.pk}/merge/", {"into": other.pk, "version": 1}, follow=True)
    review = Review.objects.get()
    assert f"/log/{review.pk}/" in response.content.decode()
    assert [link.event for link in claim.links.all()] == [other]
    assert editor.get(f"/stories/s/events/{one.pk}/edit/")["Location"] == f"/stories/s/events/{other.pk}/edit/"
    editor.post(f"/log/{review.pk}/undo/")
    assert [link.event for link in claim.links.all()] == [one]


@pytest.mark.parametrize(
    ("into", "version", "status", "said"),
    [
        ("itself", 1, 422, "cannot be merged into itself"),
        ("another story", 1, 422, "Events of two stories are not merged"),
        ("nothing", 1, 422, "Choose the event that stays"),
        ("unknown", 1, 422, "no such event"),
        ("other", 7, 409, "changed while you looked at it"),
        ("merged", 1, 422, "was merged already"),
    ],
)
def test_what_makes_no_sense(
    sign_in: Callable[..., Client], events: tuple[Event, Event], into: str, version: int, status: int, said: str
) -> None:
    one, other = events
    if into == "merged":
        Event.objects.filter(pk=other.pk).update(merged_into=EventFactory(story=one.story))
    keys = {"itself": one.pk, "another story": EventFactory().pk, "nothing": "", "unknown": "9" * 30}
    response = sign_in("editor").post(
        f"/stories/s/events/{one.pk}/merge/", {"into": keys.get(into, other.pk), "version": version}
    )
    assert response.status_code == status
    assert said in response.content.decode()
    assert not Review.objects.exists()


def test_of_two_in_opposite_directions_the_second_is_refused(
    sign_in: Callable[..., Client], events: tuple[Event, Event]
) -> None:
    one, other = events
    editor = sign_in("editor")
    editor.post(f"/stories/s/events/{one.pk}/merge/", {"into": other.pk, "version": 1})
    response = editor.post(f"/stories/s/events/{other.pk}/merge/", {"into": one.pk, "version": 1})
    assert response.status_code == 422
    assert "was merged already" in response.content.decode()
