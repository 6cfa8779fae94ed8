"""What becomes of a decision whose lease ran out, and of one that is sent twice."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from claims.models import Claim, Review, ReviewLease
from claims.services.decide_in_turn import decide_in_turn
from claims.services.held import Held
from claims.services.lease import hold
from claims.services.refusals import Refused, Stale
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_it_is_saved_and_the_claim_let_go() -> None:
    claim, ana = ClaimFactory(), UserFactory(role="editor")
    hold(claim.pk, ana)
    assert decide_in_turn(claim, ana, "confirm", 1).claim == claim
    assert not ReviewLease.objects.exists()


def test_it_is_saved_after_the_lease_ran_out_if_nobody_else_has_the_claim() -> None:
    claim, ana, ben = ClaimFactory(), UserFactory(role="editor"), UserFactory(role="editor")
    hold(claim.pk, ben)
    ReviewLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    decide_in_turn(claim, ana, "reject", 1)
    assert Claim.objects.get().state == "rejected"


def test_it_is_refused_while_a_colleague_has_the_claim() -> None:
    claim, ana, ben = ClaimFactory(), UserFactory(role="editor"), UserFactory(role="editor", first_name="Ben")
    hold(claim.pk, ben)
    with pytest.raises(Held, match="Ben has this claim open until"):
        decide_in_turn(claim, ana, "reject", 1)
    assert not Review.objects.exists()


def test_it_is_stale_when_a_colleague_decided_meanwhile() -> None:
    claim, ana, ben = ClaimFactory(), UserFactory(role="editor"), UserFactory(role="editor")
    decide_in_turn(claim, ben, "confirm", 1)
    with pytest.raises(Stale):
        decide_in_turn(claim, ana, "reject", 1, sent=uuid.uuid4())


def test_what_is_sent_twice_is_saved_once() -> None:
    claim, ana, sent = ClaimFactory(speaker=ActorFactory()), UserFactory(role="editor"), uuid.uuid4()
    first = decide_in_turn(claim, ana, "confirm", 1, sent=sent)
    assert decide_in_turn(claim, ana, "confirm", 1, sent=sent) == first
    undo(first, ana)
    assert decide_in_turn(claim, ana, "confirm", 1, sent=sent) == first, "late, and undone since"
    assert Claim.objects.get().state == "proposed"


def test_nobody_joins_anothers_decision_by_its_name() -> None:
    claim, other, sent = ClaimFactory(), ClaimFactory(), uuid.uuid4()
    decide_in_turn(claim, UserFactory(role="editor"), "confirm", 1, sent=sent)
    with pytest.raises(Refused):
        decide_in_turn(other, UserFactory(role="editor"), "confirm", 1, sent=sent)
