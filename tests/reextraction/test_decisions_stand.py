"""What a person decided stands, whenever that was."""

import pytest

from claims.models import Claim
from claims.services.review import Correction, SpeakerChoice, decide
from tests.factories import ActorFactory, UserFactory
from tests.outputs import person, said
from tests.reextraction.older import QUOTED, WORDS, applied, claim_of, looked_at, read_before

pytestmark = pytest.mark.django_db

SHORT = "The well is dry, and the pump"
WHEN = pytest.mark.parametrize("when", ["before the reading", "after the look at it"])


@pytest.fixture
def claim() -> Claim:
    """An older engine's, with half of the words and somebody else as the speaker."""
    return claim_of(read_before(QUOTED, said(QUOTED, SHORT, "Ada Quist", person("Bo Lind"), kind="mixed")))


def upgraded(claim: Claim, when: str, action: str, correction: Correction | None = None) -> Claim:
    def review() -> None:
        fresh = Claim.objects.get(pk=claim.pk)
        decide(fresh, UserFactory(role="editor"), action, fresh.version, correction)

    if when == "before the reading":
        review()
    job = looked_at()
    if when == "after the look at it":
        review()
    applied(job)
    return Claim.objects.get(pk=claim.pk)


def test_without_a_decision_everything_is_the_new_engines(claim: Claim) -> None:
    applied(looked_at())
    claim = Claim.objects.get()
    assert WORDS in claim.content_text
    assert (claim.speakers.get().actor.name, claim.kind) == ("Ada Quist", "direct")


@WHEN
def test_a_confirmed_claim_stays_as_it_was(claim: Claim, when: str) -> None:
    claim = upgraded(claim, when, "confirm")
    assert (claim.state, claim.content_text, claim.kind) == ("confirmed", SHORT, "mixed")
    assert claim.speakers.get().actor.name == "Bo Lind"
    assert Claim.objects.count() == 1


@WHEN
def test_a_corrected_speaker_stays_and_the_words_are_read_anew(claim: Claim, when: str) -> None:
    right = ActorFactory(name="Cy Marsh")
    claim = upgraded(claim, when, "correct", Correction(speakers=[SpeakerChoice(right)]))
    assert [speaker.actor for speaker in claim.speakers.all()] == [right]
    assert (claim.state, claim.kind) == ("corrected", "direct")
    assert WORDS in claim.content_text


@WHEN
def test_a_corrected_date_stays(claim: Claim, when: str) -> None:
    claim = upgraded(claim, when, "correct", Correction(said_on="2024-09-01"))
    assert claim.said_on_edtf == "2024-09-01"


@WHEN
def test_a_rejected_claim_is_not_proposed_again(claim: Claim, when: str) -> None:
    claim = upgraded(claim, when, "reject")
    assert (claim.state, claim.content_text) == ("rejected", SHORT)
    assert not Claim.objects.standing().exists()
