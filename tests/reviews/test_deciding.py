import datetime as dt

import pytest

from claims.models import Claim, Link, Review
from claims.services.review import Correction, Refused, SpeakerChoice, Stale, decide, undo
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("action", "state", "held"),
    [
        ("confirm", "confirmed", ["spans", "kind", "speaker", "date"]),
        ("reject", "rejected", ["rejected"]),
    ],
)
def test_a_decision_and_what_it_holds(action: str, state: str, held: list[str]) -> None:
    claim = ClaimFactory()
    review = decide(claim, UserFactory(), action, claim.version, note=" as printed ")
    claim.refresh_from_db()
    assert (claim.state, claim.held, claim.version) == (state, held, 2)
    assert (review.before["state"], review.after["state"], review.note) == ("proposed", state, "as printed")


def test_another_speaker_through_a_position() -> None:
    position = PositionFactory()
    claim = ClaimFactory(speaker=ActorFactory())
    decide(claim, UserFactory(), "correct", 1, Correction(speakers=[SpeakerChoice(position.holder, position=position)]))
    claim.refresh_from_db()
    speaker = claim.speakers.get()
    assert (speaker.actor, speaker.on_behalf_of) == (position.holder, position.organization)
    assert (claim.state, claim.held) == ("corrected", ["speaker"])


def test_somebody_whom_the_text_does_not_name() -> None:
    claim = ClaimFactory(speaker=ActorFactory())
    decide(claim, UserFactory(), "correct", 1, Correction(speakers=[], unnamed="two officials"))
    claim.refresh_from_db()
    assert (claim.speakers.count(), claim.unnamed) == (0, "two officials")


@pytest.mark.parametrize(
    ("edtf", "day"),
    [("2024-09-16", dt.date(2024, 9, 16)), ("2024-08", dt.date(2024, 8, 1)), ("", dt.date(2024, 9, 19))],
)
def test_another_day(edtf: str, day: dt.date) -> None:
    claim = ClaimFactory()
    decide(claim, UserFactory(), "correct", 1, Correction(said_on=edtf))
    claim.refresh_from_db()
    assert (claim.said_on_edtf, claim.day, claim.held) == (edtf, day, ["date"])


def test_a_note_decides_nothing() -> None:
    claim = ClaimFactory()
    decide(claim, UserFactory(), "note", 1, note="Ask the desk.")
    claim.refresh_from_db()
    assert (claim.state, claim.held, claim.reviews.count()) == ("proposed", [], 1)


@pytest.mark.parametrize(
    "arguments",
    [
        {"action": "correct"},
        {"action": "correct", "correction": Correction(speakers=[])},
        {"action": "correct", "correction": Correction(said_on="next week")},
        {"action": "note", "note": " "},
        {"action": "merge"},
    ],
)
def test_nothing_to_decide(arguments: dict[str, object]) -> None:
    claim = ClaimFactory()
    with pytest.raises(Refused):
        decide(claim, UserFactory(), version=1, **arguments)  # type: ignore[arg-type]
    assert not Review.objects.exists()


def test_a_stale_form_gets_both_versions_and_loses_nothing() -> None:
    claim, right, other = ClaimFactory(), ActorFactory(), ActorFactory()
    decide(claim, UserFactory(), "correct", 1, Correction(speakers=[SpeakerChoice(right)]))
    with pytest.raises(Stale) as caught:
        decide(claim, UserFactory(), "correct", 1, Correction(speakers=[SpeakerChoice(other)]))
    assert caught.value.current["speakers"][0]["name"] == right.name
    assert caught.value.submitted["correction"].speakers == [SpeakerChoice(other)]
    assert [review.action for review in caught.value.since] == ["correct"]
    assert claim.speakers.get().actor == right


def test_a_rejected_claim_is_on_no_timeline_and_returns_when_undone() -> None:
    claim = ClaimFactory()
    confirmed = LinkFactory(claim=claim, state=Link.State.CONFIRMED)
    review = decide(claim, UserFactory(), "reject", 1)
    assert not Claim.objects.standing().about(story=confirmed.story).exists()
    undo(review, UserFactory())
    assert list(Claim.objects.standing().about(story=confirmed.story)) == [claim]
