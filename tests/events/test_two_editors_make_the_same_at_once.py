"""The database lets one of them in. The other is told, with a link to what stands, and keeps what was typed."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from claims.models import Event, Review, Story
from tests.factories import StoryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*sent: tuple[str, dict[str, str]]) -> list[tuple[int, str]]:
    """Each form sent by another editor over a connection of its own, all at the same moment: the answers in order of
    their status."""
    met, answers = threading.Barrier(len(sent), timeout=10), list[tuple[int, str]]()

    def send(client: Client, address: str, form: dict[str, str]) -> None:
        try:
            met.wait()
            answer = client.post(address, form)
            answers.append((answer.status_code, answer.content.decode()))
        finally:
            connection.close()

    threads = []
    for address, form in sent:
        client = Client()
        client.force_login(UserFactory(role="editor"), backend="django.contrib.auth.backends.ModelBackend")
        threads.append(threading.Thread(target=send, args=[client, address, form]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_a_story() -> None:
    titles = ("Harbour", "harbour", "HARBOUR")
    answers = at_once(*(("/stories/new/", {"title": title, "summary": "Of <i>mine</i>"}) for title in titles))
    assert [status for status, _ in answers] == [302, 422, 422]
    story = Story.objects.get()
    for _, page in answers[1:]:
        assert f"There is a story “{story}” already." in page
        assert f'<a href="/stories/{story.slug}/">Look at it.</a>' in page
        assert "Of &lt;i&gt;mine&lt;/i&gt;" in page
    assert Review.objects.count() == 1


def test_two_stories_of_one_address_are_both_made() -> None:
    answers = at_once(*(("/stories/new/", {"title": title}) for title in ("Harbour!", "Harbour?", "(Harbour)")))
    assert [status for status, _ in answers] == [302, 302, 302]
    assert {story.slug for story in Story.objects.all()} == {"harbour", "harbour-2", "harbour-3"}


def test_an_event() -> None:
    StoryFactory(slug="harbour")
    form = {"title": "The opening", "date": "late September 2024", "description": "Of mine"}
    answers = at_once(*[("/stories/harbour/events/new/", form)] * 2)
    assert [status for status, _ in answers] == [302, 422]
    event = Event.objects.get()
    assert "Another event of the story has that title." in answers[1][1]
    assert f'<a href="/stories/harbour/#event-{event.pk}">Look at it.</a>' in answers[1][1]
    assert "late September 2024" in answers[1][1]
    assert "Of mine" in answers[1][1]


def test_one_takes_a_story_back_and_one_puts_an_event_on_it(sign_in: Callable[..., Client]) -> None:
    sign_in("editor").post("/stories/new/", {"title": "Harbour"})
    making = Review.objects.get()
    undo, event = f"/log/{making.pk}/undo/", {"title": "The opening", "date": "2024-09"}
    answers = at_once((undo, {"back": "/"}), ("/stories/harbour/events/new/", event))
    assert [status for status, _ in answers] in ([302, 404], [302, 409], [302, 422])
    assert Story.everything.get().taken_back != Event.objects.exists()
