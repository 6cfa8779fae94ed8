import pytest
from django.db import IntegrityError

from claims.models import Review
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def review(**kwargs: object) -> Review:
    return Review.objects.create(**{"claim": ClaimFactory(), "by": UserFactory(), "action": "confirm", **kwargs})


def test_no_update() -> None:
    made = review()
    with pytest.raises(IntegrityError, match="append-only"):
        Review.objects.filter(pk=made.pk).update(note="other")


def test_no_delete() -> None:
    made = review()
    with pytest.raises(IntegrityError, match="append-only"):
        made.delete()


def test_of_exactly_one_thing() -> None:
    with pytest.raises(IntegrityError, match="review_of_one_thing"):
        review(actor=ActorFactory())


def test_an_undo_names_what_it_undoes() -> None:
    with pytest.raises(IntegrityError, match="review_undo_undoes"):
        review(action="undo")


def test_a_decision_is_undone_at_most_once() -> None:
    made = review()
    review(claim=made.claim, action="undo", undoes=made)
    with pytest.raises(IntegrityError, match="undoes"):
        review(claim=made.claim, action="undo", undoes=made)


def test_in_force_are_those_not_undone() -> None:
    undone, stands = review(), review()
    review(claim=undone.claim, action="undo", undoes=undone)
    assert list(Review.objects.in_force()) == [stands]
