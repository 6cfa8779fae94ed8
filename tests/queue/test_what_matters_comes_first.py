"""Doubt times reach, what was reported first; stable, and narrowed as lists are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from django.http import QueryDict

from claims.listing import list_claims
from claims.models import ActorReads, Claim, ClaimCandidate, Report
from claims.queue import count_waiting, in_line
from claims.services.lease import hold, put_off
from claims.services.note_read import note_read
from claims.services.reach import refresh_reach
from tests.factories import (
    ActorFactory,
    ClaimFactory,
    LinkFactory,
    SavedSearchFactory,
    StoryFactory,
    UserFactory,
    many_claims,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return UserFactory(role="editor")


def line(person: User, query: str = "", stories: frozenset[int] | None = None, **more: Any) -> list[int]:
    return in_line(list_claims(QueryDict(query)).values, person, stories, **more)


def doubtful(confidence: float = 0.4, **more: Any) -> Claim:
    return ClaimFactory(confidence=confidence, **{"speaker": ActorFactory(), **more})


def test_the_most_doubtful_and_among_equals_the_newest(editor: User) -> None:
    ClaimFactory(speaker=ActorFactory(), confidence=0.9)
    old = doubtful(day=dt.date(2024, 1, 1))
    new, doubted = doubtful(day=dt.date(2024, 2, 1)), doubtful(0.2)
    nobody = ClaimFactory(confidence=0.9)
    assert line(editor) == [nobody.pk, doubted.pk, new.pk, old.pk]


def test_of_thousands_that_wait_the_oldest_may_matter_most(editor: User) -> None:
    story, rare = StoryFactory(slug="forts"), StoryFactory(slug="rare")
    many_claims(story, 2_100)
    Claim.objects.update(confidence=0.4, state=Claim.State.PROPOSED)
    oldest = doubtful(0.1, day=dt.date(1999, 1, 1))
    least = doubtful(0.45, day=dt.date(1999, 1, 1))
    LinkFactory(claim=least, story=rare)
    newest = list(Claim.objects.exclude(pk=oldest.pk).newest_first().values_list("pk", flat=True)[:29])
    assert line(editor) == [oldest.pk, *newest]
    assert line(editor, "story=forts")[:29] == newest
    assert line(editor, "story=rare") == [least.pk], "not among the best two thousand"


def test_those_of_actors_who_are_read_or_followed_and_of_followed_stories(editor: User) -> None:
    plain, read, followed, told = doubtful(0.2), doubtful(), doubtful(), doubtful(0.45)
    note_read(read.speakers.get().actor)
    note_read(read.speakers.get().actor)
    SavedSearchFactory(query=f"who={followed.speakers.get().actor.slug}")
    story = LinkFactory(claim=told).story
    SavedSearchFactory(query=f"story={story.slug}")
    refresh_reach()
    assert line(editor) == [followed.pk, told.pk, read.pk, plain.pk]


def test_a_claim_of_nobody_reaches_whom_its_likeliest_candidate_reaches(editor: User) -> None:
    one, other = ClaimFactory(), ClaimFactory()
    ClaimCandidate.objects.create(claim=one, actor=ActorFactory(), score=0.9, reason="named before")
    likely = ClaimCandidate.objects.create(claim=one, actor=ActorFactory(), score=0.95, reason="named here")
    SavedSearchFactory(query=f"who={likely.actor.slug}")
    refresh_reach()
    assert line(editor) == [one.pk, other.pk]


def test_what_was_read_long_ago_counts_no_more(editor: User) -> None:
    old, new = doubtful(day=dt.date(2024, 1, 1)), doubtful(day=dt.date(2024, 2, 1))
    ActorReads.objects.create(month=dt.date(2020, 1, 1), actor=old.speakers.get().actor, number=900)
    refresh_reach()
    assert line(editor) == [new.pk, old.pk]


def test_reported_ones_come_first_whatever_their_state(editor: User) -> None:
    waits, reported = doubtful(0.1), ClaimFactory(speaker=ActorFactory(), state=Claim.State.CONFIRMED)
    Report.objects.create(claim=reported, by=editor, what=Report.What.SPEAKER)
    assert line(editor) == [reported.pk, waits.pk]
    assert line(editor, "reported=1") == [reported.pk]
    assert line(editor, "doubtful=1") == [waits.pk]
    assert count_waiting({}, None) == 2


def test_it_is_narrowed_as_lists_are(editor: User) -> None:
    here, there = doubtful(), doubtful()
    LinkFactory(claim=here, story__slug="forts")
    sure = ClaimFactory(speaker=there.speakers.get().actor, confidence=0.9)
    assert line(editor, "story=forts") == [here.pk]
    assert line(editor, f"speaker={there.speakers.get().actor.slug}&state=proposed") == [there.pk, sure.pk]
    assert line(editor, "q=nothing-says-this") == []


def test_a_limited_editor_has_claims_of_their_stories_alone(editor: User) -> None:
    here, _ = LinkFactory(claim=doubtful()), doubtful()
    assert line(editor, stories=frozenset([here.story_id])) == [here.claim_id]
    assert line(editor, stories=frozenset([StoryFactory().pk])) == []
    assert line(editor, stories=frozenset()) == []
    assert count_waiting({}, frozenset([here.story_id])) == 1


def test_what_colleagues_have_is_left_out_and_what_was_put_off_comes_last(editor: User) -> None:
    theirs, later, one = doubtful(0.1), doubtful(0.2), doubtful()
    mine = doubtful(0.3)
    hold(theirs.pk, UserFactory(role="editor"))
    hold(mine.pk, editor)
    put_off(later.pk, editor)
    assert line(editor) == [mine.pk, one.pk, later.pk]
    assert line(editor, besides=[mine.pk]) == [one.pk, later.pk]
    assert line(UserFactory(role="editor")) == [later.pk, one.pk], "put off by one editor, not by all"
