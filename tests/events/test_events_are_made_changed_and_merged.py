"""Events as editors make, change and merge them; each decision undone by one more."""

import datetime as dt

import pytest

from claims.models import Claim, Event, Link, Review
from claims.services.decide_event import EventDetails, add_event, decide_event, merge_events
from claims.services.link import link_claims
from claims.services.refusals import Refused
from claims.services.review import Correction, Place, decide
from claims.services.undo import undo
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    StoryFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def test_an_event_is_made_with_a_date_as_people_write_it() -> None:
    actor = ActorFactory()
    details = EventDetails("The  handover", "late September 2024", " of the base ", ["handover", "base"], [actor])
    event = add_event(StoryFactory(), UserFactory(), details)
    assert (event.title, event.edtf, event.state) == ("The handover", "2024-09-21/2024-09-30", "confirmed")
    assert (event.days.lower, event.days.upper) == (dt.date(2024, 9, 21), dt.date(2024, 10, 1))
    undo(event.reviews.get(), UserFactory())
    assert event not in Event.objects.standing()


def test_one_of_two_changes_is_undone() -> None:
    event, editor = EventFactory(title="first", edtf="2024-09"), UserFactory()
    renamed = decide_event(event, editor, "correct", 1, EventDetails(title="second"))
    decide_event(event, editor, "correct", 2, EventDetails(date="2025"))
    undo(renamed, editor)
    event.refresh_from_db()
    assert (event.title, event.edtf) == ("first", "2025")


def test_claims_of_a_merged_event_count_for_the_other_and_return() -> None:
    story, editor = StoryFactory(), UserFactory()
    one, other = EventFactory(story=story, title="handover"), EventFactory(story=story, title="the base is handed over")
    confirmed, both = ClaimFactory(), ClaimFactory()
    decide(confirmed, editor, "correct", 1, Correction(places=[Place(story, one)]))
    decide(both, editor, "correct", 1, Correction(places=[Place(story, one)]))
    LinkFactory(claim=both, story=story, event=other, state="proposed")
    review = merge_events(one, other, editor, 1)
    assert {(link.claim, link.event, link.state) for link in Link.objects.all()} == {
        (confirmed, other, "confirmed"),
        (both, other, "confirmed"),
    }
    undo(review, editor)
    kept = {(link.claim, link.event, link.state) for link in Link.objects.filter(event__isnull=False)}
    assert kept == {(confirmed, one, "confirmed"), (both, one, "confirmed"), (both, other, "proposed")}
    assert one in Event.objects.standing()


def test_the_words_and_days_of_a_merged_event_go_on_counting() -> None:
    story = StoryFactory(query="harbour")
    editor = UserFactory()
    one = add_event(story, editor, EventDetails("the lighthouse ceremony", "1 March 2025", keywords=["lighthouse"]))
    other = add_event(story, editor, EventDetails("opening of the pier", "28 February 2025", keywords=["pier"]))
    text = "“The harbour keeps its lighthouse ceremony of 1 March 2025,” the mayor said of the lighthouse."
    claim = ClaimFactory(snapshot=ArticleFactory(text=text, title="Harbour: lighthouse ceremony").latest)
    claim.dates.create(
        start=47, end=59, type="DATE", value="2025-03-01", text="1 March 2025", edtf="2025-03-01", days=one.days
    )
    link_claims([claim])
    assert [link.event for link in claim.links.all()] == [one]
    merge_events(one, other, UserFactory())
    link_claims([claim])
    assert [link.event for link in claim.links.all()] == [other]


@pytest.mark.parametrize("case", ["itself", "another story", "merged already", "rejected"])
def test_merges_that_make_no_sense(case: str) -> None:
    story, editor = StoryFactory(), UserFactory()
    one, other = EventFactory(story=story), EventFactory(story=story)
    if case == "another story":
        other = EventFactory()
    elif case == "merged already":
        merge_events(other, EventFactory(story=story), editor)
    elif case == "rejected":
        decide_event(other, editor, "reject", 1)
    with pytest.raises(Refused):
        merge_events(one, one if case == "itself" else other, editor)
    assert not one.reviews.exists()


def test_titles_and_dates_that_make_no_sense() -> None:
    event = EventFactory(title="here")
    for details in (EventDetails("", "2024"), EventDetails("here", "2024"), EventDetails("new", "soon")):
        with pytest.raises(Refused):
            add_event(event.story, UserFactory(), details)
    assert (Event.objects.count(), Review.objects.count(), Claim.objects.count()) == (1, 0, 0)
