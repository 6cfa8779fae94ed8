import pytest
from django.contrib.auth.models import User

from claims.models import Claim, Report, Review
from claims.services.carry import continue_claims
from claims.services.reports import dismiss, report, take_back
from claims.services.review import decide, undo
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory(speaker=ActorFactory())


@pytest.fixture
def ana() -> User:
    return UserFactory()


def states(claim: Claim) -> list[str]:
    return list(claim.reports.order_by("id").values_list("state", flat=True))


def test_a_person_has_one_open_report_and_none_is_lost(claim: Claim, ana: User) -> None:
    assert report(claim, ana, "speaker")
    assert not report(claim, ana, "speaker"), "the same again is nothing new"
    assert report(claim, ana, "date", "It was Monday.")
    assert report(claim, UserFactory(), "date")
    assert states(claim) == ["taken-back", "open", "open"]
    assert take_back(claim, ana)
    assert not take_back(claim, ana)
    assert states(claim) == ["taken-back", "taken-back", "open"]


def test_a_decision_settles_and_its_undoing_opens_again(claim: Claim, ana: User) -> None:
    report(claim, ana, "speaker")
    decide(claim, UserFactory(), Review.Action.NOTE, claim.version, note="I look into it.")
    assert states(claim) == ["open"], "a note decides nothing"
    claim.refresh_from_db()
    review = decide(claim, UserFactory(), Review.Action.CONFIRM, claim.version)
    settled = Report.objects.get()
    assert (settled.state, settled.review, settled.settled_by) == ("decided", review, review.by)
    undo(review, UserFactory())
    assert states(claim) == ["open"]


def test_undoing_leaves_a_report_made_meanwhile(claim: Claim, ana: User) -> None:
    report(claim, ana, "speaker")
    review = decide(claim, UserFactory(), Review.Action.CONFIRM, claim.version)
    report(claim, ana, "words")
    undo(review, UserFactory())
    assert states(claim) == ["decided", "open"]


def test_an_editor_dismisses_once_and_says_why(claim: Claim, ana: User) -> None:
    report(claim, ana, "words")
    key, editor = Report.objects.get().pk, UserFactory()
    assert dismiss(key, claim.pk, editor, "They stand so in the text.")
    assert not dismiss(key, claim.pk, editor, "Again.")
    assert Report.objects.get().answer == "They stand so in the text."


def test_what_counts_nowhere_is_not_reported(ana: User) -> None:
    assert not report(ClaimFactory(state="rejected"), ana, "words")


def test_a_report_follows_its_claim_to_a_newer_text(claim: Claim, ana: User) -> None:
    decide(claim, UserFactory(), Review.Action.CONFIRM, claim.version)
    report(claim, ana, "speaker")
    article = claim.snapshot.article
    newer = article.snapshots.create(text=f"New. {claim.snapshot.text}", sha256=b"1" * 32, number=2)
    (continued,) = continue_claims(newer)
    assert (states(claim), states(continued)) == ([], ["open"])
