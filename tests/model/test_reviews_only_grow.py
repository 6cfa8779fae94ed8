from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from claims.models import Review
from sources.models import Article
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


def test_a_takedown_erases_words_and_nothing_else() -> None:
    made = review(before={"content_text": "words"}, note="about words")
    erased = {"before": {"erased": True}, "after": {"erased": True}, "note": ""}
    this = Review.objects.filter(pk=made.pk)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        this.update(**erased)  # its article is there
    Article.objects.update(removed_at=timezone.now())
    others: list[dict[str, Any]] = [
        {"action": "reject"},
        {"by": UserFactory()},
        {"fields": ["kind"]},
        {"note": "words"},
    ]
    for other in (*others, {"before": {}}):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            this.update(**{**erased, **other})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        made.delete()
    this.update(**erased)
    made.refresh_from_db()
    assert (made.before, made.note, made.action) == ({"erased": True}, "", "confirm")
