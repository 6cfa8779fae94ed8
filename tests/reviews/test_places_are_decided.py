"""To which timelines a claim belongs is a decision of its own: it holds, and says nothing about the claim's words."""

import uuid

import pytest

from claims.models import Claim
from claims.services.review import Correction, Place, Refused, decide, undo
from claims.services.undo import undo as undo_any
from tests.factories import ClaimFactory, EventFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory()


def links(claim: Claim) -> set[tuple[str, str]]:
    return {(str(link.event or link.story), link.state) for link in claim.links.all()}


def test_a_persons_places_stand_beside_what_the_machine_had(claim: Claim) -> None:
    event = EventFactory(title="the handover")
    LinkFactory(claim=claim, story=event.story, event=EventFactory(story=event.story, title="another day"))
    review = decide(claim, UserFactory(), "correct", 1, Correction(places=[Place(event.story, event)]))
    claim.refresh_from_db()
    assert links(claim) == {("the handover", "confirmed"), ("another day", "rejected")}
    assert (claim.held, claim.state) == (["event"], "proposed")
    undo(review, UserFactory())
    claim.refresh_from_db()
    assert (claim.held, "the handover" in dict(links(claim))) == ([], False)


def test_an_event_of_another_story_is_refused(claim: Claim) -> None:
    with pytest.raises(Refused):
        decide(claim, UserFactory(), "correct", 1, Correction(places=[Place(StoryFactory(), EventFactory())]))


def test_what_was_decided_together_is_undone_together(claim: Claim) -> None:
    event, by, together = EventFactory(), UserFactory(), uuid.uuid4()
    both: list[Claim] = [claim, ClaimFactory()]
    reviews = [
        decide(one, by, "correct", 1, Correction(places=[Place(event.story, event)]), together=together) for one in both
    ]
    undone = undo_any(reviews[0], by)
    assert {review.undoes for review in undone} == set(reviews)
    assert len({review.together for review in undone}) == 1
    assert not any("confirmed" in dict(links(one)).values() for one in both)
    with pytest.raises(Refused):
        undo_any(reviews[1], by)
