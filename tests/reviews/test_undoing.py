import pytest

from actors.models import Actor
from claims.models import Claim, Review
from claims.services.review import Correction, Refused, SpeakerChoice, Stale, decide, undo
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory(speaker=ActorFactory(name="The Machine"))


def to(claim: Claim, actor: Actor) -> Review:
    claim.refresh_from_db()
    return decide(claim, UserFactory(), "correct", claim.version, Correction(speakers=[SpeakerChoice(actor)]))


def now(claim: Claim) -> tuple[str, str, list[str]]:
    claim.refresh_from_db()
    return claim.speakers.get().actor.name, claim.state, claim.held


def test_undo_restores_what_the_machine_had_found(claim: Claim) -> None:
    undo(to(claim, ActorFactory(name="A")), UserFactory())
    assert now(claim) == ("The Machine", "proposed", [])


def test_undoing_the_last_of_two_leaves_the_first_in_force(claim: Claim) -> None:
    to(claim, ActorFactory(name="A"))
    undo(to(claim, ActorFactory(name="B")), UserFactory())
    assert now(claim) == ("A", "corrected", ["speaker"])


def test_undoing_the_first_of_two_leaves_the_last_in_force(claim: Claim) -> None:
    first, second = to(claim, ActorFactory(name="A")), to(claim, ActorFactory(name="B"))
    undo(first, UserFactory())
    assert now(claim) == ("B", "corrected", ["speaker"])
    undo(second, UserFactory())
    assert now(claim) == ("The Machine", "proposed", [])


def test_what_the_machine_wrote_between_two_decisions_is_restored(claim: Claim) -> None:
    undo(to(claim, ActorFactory(name="A")), UserFactory())
    claim.speakers.update(actor=ActorFactory(name="A better machine"))
    undo(to(claim, ActorFactory(name="B")), UserFactory())
    assert now(claim)[0] == "A better machine"


def test_the_state_follows_the_decision_in_force(claim: Claim) -> None:
    to(claim, ActorFactory(name="A"))
    claim.refresh_from_db()
    rejected = decide(claim, UserFactory(), "reject", claim.version)
    assert now(claim) == ("A", "rejected", ["speaker", "rejected"])
    undo(rejected, UserFactory())
    assert now(claim) == ("A", "corrected", ["speaker"])


def test_a_withdrawn_claim_that_was_confirmed_by_mistake(claim: Claim) -> None:
    Claim.objects.update(state="withdrawn")
    claim.refresh_from_db()
    undo(decide(claim, UserFactory(), "confirm", claim.version), UserFactory())
    assert now(claim)[1] == "withdrawn"


def test_a_date_is_restored(claim: Claim) -> None:
    day = claim.day
    undo(decide(claim, UserFactory(), "correct", 1, Correction(said_on="2024-01-02")), UserFactory())
    claim.refresh_from_db()
    assert (claim.said_on, claim.said_on_edtf, claim.day) == (None, "", day)


def test_nothing_is_undone_twice_and_no_undo_is(claim: Claim) -> None:
    review = to(claim, ActorFactory(name="A"))
    undone = undo(review, UserFactory())
    for one in (review, undone):
        with pytest.raises(Refused):
            undo(one, UserFactory())
    assert Review.objects.count() == 2


def test_a_stale_undo(claim: Claim) -> None:
    review = to(claim, ActorFactory(name="A"))
    to(claim, ActorFactory(name="B"))
    with pytest.raises(Stale):
        undo(review, UserFactory(), version=2)
