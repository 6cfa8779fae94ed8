"""Many claims are attached to an event, or taken off it, as one decision with one undo."""

import pytest

from claims.models import Claim, Review
from claims.services.place import attach, detach
from claims.services.refusals import Refused
from claims.services.review import Place
from claims.services.undo import undo
from tests.factories import ClaimFactory, EventFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def places(claim: Claim) -> set[str]:
    return {str(link.event or link.story) for link in claim.links.exclude(state="rejected")}


def test_all_or_nothing_and_one_undo() -> None:
    event, by = EventFactory(title="handover"), UserFactory()
    claims = [ClaimFactory() for _ in range(3)]
    reviews = attach([claim.pk for claim in claims], Place(event.story, event), by)
    assert all(places(claim) == {"handover"} for claim in claims)
    assert len({review.together for review in reviews}) == 1
    undo(reviews[0], by)
    assert all(places(claim) == set() for claim in claims)


def test_what_loses_its_event_stays_on_the_storys_timeline() -> None:
    event, by, claim = EventFactory(title="handover"), UserFactory(), ClaimFactory()
    attach([claim.pk], Place(event.story, event), by)
    detach([claim.pk], Place(event.story, event), by)
    assert places(claim) == {str(event.story)}
    detach([claim.pk], Place(event.story), by)
    assert places(claim) == set()


@pytest.mark.parametrize("keys", [[], range(1, 502), [10**9]])
def test_choices_that_make_no_sense_change_nothing(keys: list[int]) -> None:
    with pytest.raises(Refused):
        attach(keys, Place(StoryFactory()), UserFactory())
    assert not Review.objects.exists()
