"""What a person decided, no later run overwrites or proposes anew."""

import datetime as dt

import pytest

from claims.models import Claim
from claims.services.review import Correction, SpeakerChoice, decide, undo
from tests.factories import ActorFactory, ArticleFactory, UserFactory
from tests.outputs import only, person, run, said

pytestmark = pytest.mark.django_db

TEXT = "“The well is dry, and it has been dry since spring,” Ada Quist said on Friday, in her office."
WORDS = "The well is dry, and it has been dry since spring"
FRIDAY = {"start": "2024-09-13", "end": "2024-09-13", "text": "Friday"}


@pytest.fixture
def found() -> Claim:
    run(ArticleFactory(text=TEXT).latest, said(TEXT, WORDS, "Ada Quist", person("Ada Quist"), said_on=FRIDAY))
    return only()


def test_a_corrected_speaker_stays(found: Claim) -> None:
    right = ActorFactory()
    decide(found, UserFactory(), "correct", found.version, Correction(speakers=[SpeakerChoice(right)]))
    run(found.snapshot, said(TEXT, "The well is dry", "Ada Quist", person("Ada Quist"), kind="mixed"))
    assert only().state == Claim.State.WITHDRAWN or [s.actor for s in only().speakers.all()] == [right]


def test_only_the_held_fields_stay(found: Claim) -> None:
    right = ActorFactory()
    decide(found, UserFactory(), "correct", found.version, Correction(speakers=[SpeakerChoice(right)]))
    run(found.snapshot, said(TEXT, f"{WORDS},", "Ada Quist", person("Bo Lind"), kind="mixed"))
    claim = only()
    assert [speaker.actor for speaker in claim.speakers.all()] == [right]
    assert (claim.kind, claim.content_text, claim.said_on) == ("mixed", f"{WORDS},", None)


def test_a_corrected_date_stays(found: Claim) -> None:
    decide(found, UserFactory(), "correct", found.version, Correction(said_on="2024-09-06"))
    run(found.snapshot, said(TEXT, WORDS, "Ada Quist", person("Ada Quist"), said_on=FRIDAY))
    claim = only()
    assert claim.said_on is not None
    assert (claim.said_on.lower, claim.day) == (dt.date(2024, 9, 6), dt.date(2024, 9, 6))


def test_a_confirmed_claim_keeps_its_words(found: Claim) -> None:
    decide(found, UserFactory(), "confirm", found.version)
    run(found.snapshot, said(TEXT, f"{WORDS},", "Ada Quist", person("Bo Lind")))
    assert (only().content_text, only().speakers.get().actor.name) == (WORDS, "Ada Quist")


def test_an_undone_decision_no_longer_holds(found: Claim) -> None:
    review = decide(found, UserFactory(), "confirm", found.version)
    undo(review, UserFactory())
    run(found.snapshot, said(TEXT, f"{WORDS},", "Ada Quist"))
    assert only().content_text == f"{WORDS},"


@pytest.mark.parametrize("words", [WORDS, "The well is dry, and it has been dry"])
def test_a_rejected_claim_is_not_proposed_again(found: Claim, words: str) -> None:
    decide(found, UserFactory(), "reject", found.version)
    applied = run(found.snapshot, said(TEXT, words, "Ada Quist"))
    assert (applied.swallowed, applied.created) == (1, [])
    assert (only().state, only().content_text) == (Claim.State.REJECTED, WORDS)


def test_a_rejected_claim_swallows_two_halves_of_itself(found: Claim) -> None:
    decide(found, UserFactory(), "reject", found.version)
    halves = ["The well is dry, and it has", "it has been dry since spring"]
    assert run(found.snapshot, *(said(TEXT, half, "Ada Quist") for half in halves)).swallowed == 2
    assert only().state == Claim.State.REJECTED


def test_a_candidate_is_compared_with_every_span_that_reviews_have_seen(found: Claim) -> None:
    """The words were others when it was rejected: those count too."""
    decide(found, UserFactory(), "reject", found.version)
    content = [[TEXT.index("in her office"), TEXT.index("in her office") + 13]]
    Claim.objects.update(content=content, content_text="in her office")
    assert run(found.snapshot, said(TEXT, WORDS, "Ada Quist")).swallowed == 1
    assert Claim.objects.count() == 1
