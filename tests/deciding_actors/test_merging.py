"""A merge points at the survivor, moves nothing, and can be undone whatever was merged since."""

import threading

import pytest
from django.db import connection
from django.test import Client

from actors.models import Actor
from claims.models import Claim, ListedClaim, Review
from claims.services.actors.merge import merge_actors, what_moves
from claims.services.refusals import Refused
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, PositionFactory, UserFactory


@pytest.mark.django_db
def test_claims_are_found_under_the_survivor_and_return() -> None:
    one, other = ActorFactory(name="Al Nujaba"), ActorFactory(name="the Nujaba movement")
    claim, editor = ClaimFactory(speaker=one), UserFactory()
    moves = what_moves(one, other)
    assert (moves.claims, moves.aliases, moves.warnings) == (1, ["Al Nujaba"], [])
    review = merge_actors(one, other, editor, 1, note="same")
    assert list(ListedClaim.objects.said_by(other).values_list("pk", flat=True)) == [claim.pk]
    undo(review, editor)
    assert list(ListedClaim.objects.said_by(one).values_list("pk", flat=True)) == [claim.pk]
    assert [review.action for review in one.reviews.order_by("id")] == ["merge", "undo"]


@pytest.mark.django_db
def test_the_middle_of_a_chain_is_freed_with_all_below_it() -> None:
    a, b, c = (ActorFactory(name=name) for name in "abc")
    editor = UserFactory()
    merge_actors(a, b, editor)
    second = merge_actors(b, c, editor)
    assert set(Actor.objects.filter(canonical=c)) == {a, b}
    undo(second, editor)
    a.refresh_from_db()
    b.refresh_from_db()
    assert (a.canonical, b.canonical) == (b, None)


@pytest.mark.django_db
def test_merges_that_make_no_sense() -> None:
    a, b, c = (ActorFactory(name=name) for name in "abc")
    editor = UserFactory()
    with pytest.raises(Refused, match="itself"):
        merge_actors(a, a, editor)
    merge_actors(a, b, editor)
    b.refresh_from_db()
    for one, into, told in ((b, a, "already"), (a, c, "already"), (c, a, "merge into that one")):
        with pytest.raises(Refused, match=told):
            merge_actors(one, into, editor)
    assert Review.objects.count() == 1


@pytest.mark.django_db
def test_reasons_against_are_told() -> None:
    position = PositionFactory()
    ClaimFactory(speaker=position.holder, speaker__on_behalf_of=position.organization)
    warnings = what_moves(position.holder, position.organization).warnings
    assert len(warnings) == 2
    assert "speaks on behalf" in warnings[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_merge_in_opposite_directions_one_is_refused() -> None:
    a, b = ActorFactory(), ActorFactory()
    editors = [UserFactory(), UserFactory()]
    started, outcomes = threading.Barrier(2), list[str]()

    def work(one: Actor, into: Actor, number: int) -> None:
        try:
            started.wait()
            merge_actors(one, into, editors[number], 1)
            outcomes.append("merged")
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    people = [threading.Thread(target=work, args=args) for args in ((a, b, 0), (b, a, 1))]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert sorted(outcomes) == ["merged", "refused"]
    assert Actor.objects.filter(merged_into__isnull=False).count() == 1


@pytest.mark.django_db
def test_old_addresses_lead_to_the_survivor(client: Client) -> None:
    one, other, reader = ActorFactory(slug="old"), ActorFactory(slug="new"), UserFactory()
    merge_actors(one, other, UserFactory())
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get("/actors/old/")
    assert (answer.status_code, answer["Location"]) == (302, "/actors/new/")
    assert Claim.objects.count() == 0
