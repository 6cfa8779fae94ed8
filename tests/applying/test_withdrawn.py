import pytest

from claims.models import Claim
from claims.services.review import decide
from tests.factories import ArticleFactory, ClaimFactory, UserFactory
from tests.outputs import only, run, said

pytestmark = pytest.mark.django_db

TEXT = "“The well is dry,” the mayor said."


def test_what_is_no_longer_found_is_withdrawn_and_stays_readable() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The well is dry", "the mayor"))
    run(latest)
    assert only().state == Claim.State.WITHDRAWN
    assert not Claim.objects.standing().exists()


def test_what_is_found_again_returns() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The well is dry", "the mayor"))
    run(latest)
    run(latest, said(TEXT, "The well is dry", "the mayor"))
    assert only().state == Claim.State.PROPOSED


def test_a_claim_with_a_decision_is_not_withdrawn() -> None:
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "The well is dry", "the mayor"))
    decide(only(), UserFactory(role="editor"), "confirm", only().version)
    run(latest)
    assert only().state == Claim.State.CONFIRMED


def test_a_claim_that_a_person_added_is_not_withdrawn() -> None:
    latest = ArticleFactory(text=TEXT).latest
    ClaimFactory(snapshot=latest)
    run(latest)
    assert only().state == Claim.State.PROPOSED
