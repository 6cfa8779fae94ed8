"""Positions with dates as precise as they are known: made, corrected, rejected, turned back."""

import datetime as dt

import pytest

from actors.resolution import Mention, resolve
from claims.services.actors.positions import Post, add_position, decide_position
from claims.services.refusals import Refused
from claims.services.undo import undo
from tests.factories import ActorFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_who_held_an_office_speaks_for_it_on_those_days() -> None:
    person, office = ActorFactory(name="Leyla Aras"), ActorFactory(name="harbour minister", kind="office")
    position = add_position(person, UserFactory(), Post("minister", office=office, since="2023-05", until="2024~"))
    assert (position.held.lower, position.held.upper) == (dt.date(2023, 5, 1), dt.date(2025, 1, 1))
    mention = Mention("harbour minister", "office", day=dt.date(2024, 3, 1))
    assert resolve([mention])[mention].actor == person
    undo(position.reviews.get(), UserFactory())
    assert resolve([mention])[mention].actor == office


def test_a_corrected_position_is_turned_back() -> None:
    position = PositionFactory(state="proposed")
    post = Post("envoy", organization=position.organization, since="2024-02")
    review = decide_position(position, UserFactory(), "correct", 1, post)
    position.refresh_from_db()
    assert (position.role, position.state, review.fields) == ("envoy", "confirmed", ["role", "since", "state"])
    undo(review, UserFactory())
    position.refresh_from_db()
    assert (position.role, position.since, position.state) == ("spokesman", "", "proposed")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"role": ""}, "Write a role"),
        ({"organization": None}, "for which organisation"),
        ({"since": "2024", "until": "2023"}, "before it begins"),
        ({"since": "last spring"}, "no date in EDTF"),
        ({}, "already"),
    ],
)
def test_positions_that_make_no_sense(change: dict[str, str], told: str) -> None:
    known = PositionFactory()
    post = Post(**{"role": known.role, "organization": known.organization} | change)
    with pytest.raises(Refused, match=told):
        add_position(known.holder, UserFactory(), post)
