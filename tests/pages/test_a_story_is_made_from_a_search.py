"""An editor makes a story of a search and changes it; what cannot be saved is explained and kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Review, Story
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    ana = ActorFactory(name="Ana Petrova", slug="ana")
    for text in ("The harbour opens", "No harbour before spring"):
        ClaimFactory(snapshot=ArticleFactory(text=text).latest, speaker=ana)
    ActorFactory(name="Port Authority", slug="port", kind="organization")
    return sign_in("editor")


def test_the_list_leads_to_a_form_with_its_words_and_speakers(editor: Client) -> None:
    assert "/stories/new/?q=harbour" in editor.get("/claims/?q=harbour").content.decode()
    page = editor.get("/stories/new/?q=harbour&actor=port").content.decode()
    assert '<a href="/claims/?q=harbour">2 claims</a>' in page
    assert 'value="port" checked' in page
    assert 'value="ana">' in page


def test_it_is_made_with_its_claims(editor: Client) -> None:
    sent = {"title": "The  harbour", "summary": "Who builds\r\nit.", "q": "harbour", "actor": ["ana"]}
    response = editor.post("/stories/new/", {**sent, "more": "port\n\nAna Petrova", "note": "for Friday"}, follow=True)
    assert response.redirect_chain == [("/stories/the-harbour/", 302)]
    story = Story.objects.get()
    assert (story.title, story.summary, story.query) == ("The harbour", "Who builds\nit.", "harbour")
    assert {actor.slug for actor in story.actors.all()} == {"ana", "port"}
    assert Review.objects.get(story=story).note == "for Friday"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "required"),
        ("title", "x" * 10_000, "at most 300"),
        ("title", "taken", "There is a story “Taken” already"),
        ("q", "-harbour", "only says what to leave out"),
        ("q", "x" * 10_000, "at most 1000"),
        ("actor", "nobody-at-all", "There is no actor “nobody-at-all”"),
        ("more", "Nobody", "No actor is called “Nobody”"),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(editor: Client, field: str, value: str, said: str) -> None:
    StoryFactory(title="Taken")
    sent = {"title": "Mine", "summary": "Of <b>mine</b>", "q": "harbour", field: value}
    response = editor.post("/stories/new/", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Of &lt;b&gt;mine&lt;/b&gt;" in page
    assert Story.objects.count() == 1


def test_only_counting_saves_nothing(editor: Client) -> None:
    response = editor.post("/stories/new/", {"title": "", "q": "spring", "look": "1"})
    assert (response.status_code, Story.objects.count()) == (200, 0)
    assert ">1 claim</a>" in response.content.decode()


def test_a_title_of_the_forms_own_address_gets_another(editor: Client) -> None:
    response = editor.post("/stories/new/", {"title": "New"})
    assert response["Location"] == "/stories/new-2/"


def test_a_change_is_undone_in_the_history(editor: Client) -> None:
    story = StoryFactory(title="Old", slug="old", query="harbour")
    editor.post("/stories/old/edit/", {"version": 1, "title": "Newer", "q": "harbour"})
    story.refresh_from_db()
    assert (story.title, story.slug) == ("Newer", "old")
    page = editor.get("/stories/old/history/").content.decode()
    way_back = f"/log/{Review.objects.get().pk}/undo/"
    assert f'action="{way_back}"' in page
    assert "was undone" in editor.post(way_back, {"back": "/stories/old/history/"}, follow=True).content.decode()
    story.refresh_from_db()
    assert story.title == "Old"


def test_a_stale_form_shows_both_versions(editor: Client) -> None:
    StoryFactory(title="Old", slug="old")
    editor.post("/stories/old/edit/", {"version": 1, "title": "Theirs"})
    response = editor.post("/stories/old/edit/", {"version": 1, "title": "Mine", "summary": "My words"})
    page = response.content.decode()
    assert response.status_code == 409
    assert '<dd dir="auto">Mine</dd>' in page
    assert "<ins>Theirs</ins>" in page
    assert 'value="Mine"' in page
    assert "My words" in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_who_may_not(sign_in: Callable[..., Client], role: str) -> None:
    """An analyst, and an editor of some stories only."""
    StoryFactory(slug="other")
    theirs = StoryFactory(slug="theirs")
    client = sign_in(role, stories=[theirs])
    for address in ("/stories/new/", "/stories/other/edit/"):
        assert client.get(address).status_code == 403
        assert client.post(address, {"title": "Mine", "version": 1}).status_code == 403
    assert "/stories/new/" not in client.get("/claims/?q=harbour").content.decode()
    assert client.get("/stories/theirs/edit/").status_code == (200 if role == "editor" else 403)
