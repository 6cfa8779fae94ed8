"""Events made from nothing, a date or a claim; changed; what cannot be saved is explained and kept."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Event, Review, Story
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    story = StoryFactory(title="The harbour", slug="harbour")
    story.actors.add(ActorFactory(name="Ana Petrova", slug="ana"))
    return sign_in("editor")


@pytest.fixture
def claim() -> Claim:
    text = "The harbour opens in late September 2024, the mayor said."
    made: Claim = ClaimFactory(snapshot=ArticleFactory(text=text).latest, speaker=ActorFactory(slug="mayor"))
    made.dates.create(start=18, end=39, type="DATE", value="2024-09", text="late September 2024", edtf="2024-09")
    return made


def test_a_date_is_shown_as_it_is_understood(editor: Client) -> None:
    page = editor.get("/stories/harbour/events/new/?date=late September 2024").content.decode()
    assert "<code>2024-09-21/2024-09-30</code>" in page
    assert "21–30 Sep 2024" in page
    sent = {"title": "Opening", "date": "by the end of 2026", "look": "1"}
    page = editor.post("/stories/harbour/events/new/", sent).content.decode()
    assert "<code>../2026-12-31</code>" in page
    assert 'value="Opening"' in page
    assert not Event.objects.exists()


def test_one_is_made(editor: Client) -> None:
    sent = {"title": "The opening", "date": "late September 2024", "description": "With <i>flags</i>."}
    sent |= {"keywords": "opening, ribbon ,", "more": "Ana Petrova"}
    response = editor.post("/stories/harbour/events/new/", sent)
    event = Event.objects.get()
    assert response["Location"] == f"/stories/harbour/#event-{event.pk}"
    assert (event.edtf, event.state, event.keywords) == ("2024-09-21/2024-09-30", "confirmed", ["opening", "ribbon"])
    assert [actor.slug for actor in event.actors.all()] == ["ana"]


def test_a_claim_gives_its_dates_and_speaker_and_comes_along(editor: Client, claim: Claim) -> None:
    page = editor.get(f"/stories/harbour/events/new/?claim={claim.pk}").content.decode()
    assert f'href="?claim={claim.pk}&amp;date=2024-09"' in page
    assert 'value="mayor" checked' in page
    sent = {"title": "The opening", "date": "2024-09", "claim": claim.pk}
    editor.post("/stories/harbour/events/new/", sent)
    assert [(str(link.event), link.state) for link in claim.links.all()] == [("The opening", "confirmed")]


def test_the_dates_that_a_storys_claims_speak_of_are_offered(editor: Client, claim: Claim) -> None:
    story = StoryFactory(slug="other")
    LinkFactory(claim=claim, story=story)
    page = editor.get("/stories/other/events/new/").content.decode()
    assert 'href="?date=2024-09"' in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "required"),
        ("title", "x" * 10_000, "at most 300"),
        ("title", "Taken", "Another event of the story has that title"),
        ("date", "soon", "“soon” is not understood as a date; write for example"),
        ("date", "", "Write a date"),
        ("date", "9" * 10_000, "Write a date"),
        ("date", "2024-09-30/2024-09-01", "ends before it begins"),
        ("date", "from July to May 2024", "ends before it begins"),
        ("date", "2024-02-31", "no day of any calendar"),
        ("keywords", "x" * 101, "keywords of at most 100"),
        ("more", "Nobody", "No actor is called “Nobody”"),
        ("actor", "no-such-actor", "There is no actor"),
    ],
)
def test_what_cannot_be_saved_is_explained_and_kept(editor: Client, field: str, value: str, said: str) -> None:
    EventFactory(story=Story.objects.get(), title="Taken")
    sent = {"title": "Mine", "date": "2024", "description": "My <b>words</b>", field: value}
    response = editor.post("/stories/harbour/events/new/", sent)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "My &lt;b&gt;words&lt;/b&gt;" in page
    assert not Review.objects.exists()


def test_what_cannot_be_seen_is_left_out(editor: Client) -> None:
    editor.post("/stories/harbour/events/new/", {"title": "The\x00 open\x07ing\u202e", "date": "2024\x00"})
    assert Event.objects.get().title == "The opening"


@pytest.mark.parametrize("address", ["harbour/events/new/?claim=99999", "none/events/new/", "harbour/events/9/edit/"])
def test_what_is_not_there(editor: Client, address: str) -> None:
    EventFactory(pk=9)
    assert editor.get(f"/stories/{address}").status_code == 404


def test_a_proposal_is_confirmed_with_another_date(editor: Client) -> None:
    event = EventFactory(story__slug="s", state="proposed", shared="meant", title="On 27 September 2024")
    sent = {"version": 1, "title": "The opening", "date": "28 Sep 2024", "action": "confirm"}
    editor.post(f"/stories/s/events/{event.pk}/decide/", sent)
    event.refresh_from_db()
    assert (event.title, event.edtf, event.state) == ("The opening", "2024-09-28", "confirmed")
    review = Review.objects.get()
    editor.post(f"/log/{review.pk}/undo/")
    event.refresh_from_db()
    assert (event.title, event.edtf, event.state) == ("On 27 September 2024", "2024-09-27", "proposed")


def test_a_proposals_wrong_date_is_explained_and_kept(editor: Client) -> None:
    event = EventFactory(story__slug="s", state="proposed", shared="meant")
    EventFactory(story=event.story, state="proposed", shared="meant", edtf="2025", days="[2025-01-01,2026-01-01)")
    for date, said in (("one day", "not understood"), ("2025", "proposed for the same days")):
        sent = {"version": 1, "title": "My title", "date": date, "action": "confirm"}
        response = editor.post(f"/stories/s/events/{event.pk}/decide/", sent)
        page = response.content.decode()
        assert response.status_code == 422
        assert said in page
        assert 'value="My title"' in page
        assert f'value="{date}"' in page


def test_all_of_it_is_changed_and_undone(editor: Client) -> None:
    event = EventFactory(story__slug="s", title="first", keywords=["a"])
    sent = {"version": 1, "title": "second", "date": "2025", "description": "d", "keywords": "b", "actor": ["ana"]}
    editor.post(f"/stories/s/events/{event.pk}/edit/", {**sent, "action": "save"})
    event.refresh_from_db()
    assert (event.title, event.edtf, event.keywords, event.state) == ("second", "2025", ["b"], "confirmed")
    page = editor.get("/stories/s/history/").content.decode()
    assert "27 Sep 2024</span>" in page
    editor.post(f"/log/{Review.objects.get().pk}/undo/")
    event.refresh_from_db()
    assert (event.title, event.edtf, event.keywords, event.actors.count()) == ("first", "2024-09-27", ["a"], 0)


def test_a_stale_form_shows_both_versions(editor: Client) -> None:
    event = EventFactory(story__slug="s", title="first")
    address = f"/stories/s/events/{event.pk}/edit/"
    editor.post(address, {"version": 1, "title": "Theirs", "date": "2024-09-27"})
    response = editor.post(address, {"version": 1, "title": "Mine", "date": "2030"})
    page = response.content.decode()
    assert response.status_code == 409
    assert '<dd dir="auto">Mine</dd>' in page
    assert "<ins>Theirs</ins>" in page
    assert 'value="Mine"' in page
    assert 'name="version" value="2"' in page


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_who_may_not(sign_in: Callable[..., Client], role: str) -> None:
    event = EventFactory(story__slug="other")
    client = sign_in(role, stories=[StoryFactory(slug="theirs")])
    for way in ("new", f"{event.pk}/edit", f"{event.pk}/merge"):
        assert client.get(f"/stories/other/events/{way}/").status_code == 403
        assert client.post(f"/stories/other/events/{way}/", {"title": "x", "version": 1}).status_code == 403
