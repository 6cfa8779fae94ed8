"""Names and claims of two who were taken for one go to a new actor, as one decision."""

import pytest

from actors.models import Actor
from claims.models import Claim
from claims.services.actors.split import split_actor
from claims.services.refusals import Refused
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_chosen_names_and_claims_move_and_return_together() -> None:
    actor = ActorFactory(name="Hassan", aliases=["Hassan Ali", "H. Nasser"])
    stays, moves = ClaimFactory(speaker=actor), ClaimFactory(speaker=actor, speaker__role="clerk")
    editor = UserFactory()
    new = split_actor(actor, editor, 1, "Hassan Nasser", "person", ["H. Nasser"], [moves.pk])
    assert list(Claim.objects.said_by(new)) == [moves]
    assert list(Claim.objects.said_by(actor)) == [stays]
    assert moves.speakers.get().role == "clerk"
    assert {alias.text for alias in new.aliases.all()} == {"Hassan Nasser", "H. Nasser"}
    assert {alias.text for alias in actor.aliases.all()} == {"Hassan", "Hassan Ali"}
    undo(new.reviews.get(), editor)
    assert set(Claim.objects.said_by(actor)) == {stays, moves}
    assert "H. Nasser" in {alias.text for alias in actor.aliases.all()}
    assert new not in Actor.objects.surviving()


def test_another_actors_claim_stops_all_of_it() -> None:
    actor, strange = ActorFactory(), ClaimFactory(speaker=ActorFactory())
    with pytest.raises(Refused, match=f"Claim {strange.pk}"):
        split_actor(actor, UserFactory(), 1, "New", "person", [], [strange.pk])
    assert not Actor.objects.filter(name="New").exists()
    assert not actor.reviews.exists()


def test_too_many_at_once() -> None:
    with pytest.raises(Refused, match="At most"):
        split_actor(ActorFactory(), UserFactory(), 1, "New", "person", [], range(10_000))
