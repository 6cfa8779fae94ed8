from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, ClaimCandidate
from tests.factories import ActorFactory, ClaimFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(sign_in: Callable[..., Client]) -> Client:
    return sign_in("editor")


def decide(client: Client, claim: Claim, **fields: object) -> tuple[int, str]:
    data = {"version": claim.version, **fields}
    response = client.post(f"/claims/{claim.pk}/decide/", data, follow=True)
    claim.refresh_from_db()
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(("action", "state"), [("confirm", "confirmed"), ("reject", "rejected"), ("note", "proposed")])
def test_a_decision_is_saved_with_its_note(editor: Client, action: str, state: str) -> None:
    claim = ClaimFactory(speaker=ActorFactory())
    status, page = decide(editor, claim, action=action, note="Seen in print.")
    assert (status, claim.state) == (200, state)
    assert "Seen in print." in page


def test_it_can_be_undone(editor: Client) -> None:
    claim = ClaimFactory(speaker=ActorFactory())
    decide(editor, claim, action="reject")
    review = claim.reviews.get()
    response = editor.post(f"/claims/{claim.pk}/undo/", {"review": review.pk, "version": claim.version}, follow=True)
    claim.refresh_from_db()
    assert claim.state == "proposed"
    assert "was undone" in response.content.decode()


def test_a_candidate_or_anybody_else_becomes_the_speaker(editor: Client) -> None:
    ana, ben = ActorFactory(), ActorFactory(name="Ben Okri", aliases=["Okri"])
    claim = ClaimFactory()
    ClaimCandidate.objects.create(claim=claim, actor=ana, score=0.4, reason="named before")
    decide(editor, claim, action="correct", choice=ana.pk)
    assert [speaker.actor for speaker in claim.speakers.all()] == [ana]
    decide(editor, claim, action="correct", choice="other", other="okri")
    assert [speaker.actor for speaker in claim.speakers.all()] == [ben]
    decide(editor, claim, action="correct", choice="nobody", unnamed="two officials")
    assert (claim.unnamed, claim.speakers.count(), claim.state) == ("two officials", 0, "corrected")


def test_a_stale_form_shows_both_versions_and_saves_nothing(editor: Client) -> None:
    claim = ClaimFactory(speaker=ActorFactory())
    stale = claim.version
    decide(editor, claim, action="confirm", note="Heard it myself.")
    status, page = decide(editor, claim, action="reject", version=stale, note="Not said by him.")
    assert (status, claim.state) == (409, "confirmed")
    assert "Nothing of yours was saved" in page
    assert page.count("Heard it myself.") >= 1
    assert page.count("Not said by him.") >= 2, "shown beside the other version, and kept in the form"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"action": "dance"}, "dance"),
        ({"action": "correct", "choice": "other", "other": "Nobody Known"}, "No actor is called"),
        ({"action": "correct", "choice": "other"}, "Write the name of an actor."),
        ({"action": "correct", "choice": "nobody"}, "Write how the text describes the speaker"),
        ({"action": "correct"}, "Choose who speaks."),
        ({"action": "correct", "choice": "9" * 30}, "Choose who speaks."),
        ({"action": "confirm", "version": "x"}, "Enter a whole number."),
    ],
)
def test_a_wrong_form_is_explained(editor: Client, fields: dict[str, str], message: str) -> None:
    status, page = decide(editor, ClaimFactory(), **fields)
    assert status == 422
    assert message in page


def test_an_empty_note_is_refused(editor: Client) -> None:
    assert "Write a note." in decide(editor, ClaimFactory(), action="note")[1]
