"""What follows from one decision about many claims is found once for all of them, and is as right as one by one."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actors.models import Actor
from claims.models import Claim, ClaimSpeaker, Link, LinkDue, Review
from claims.services.actors.split import split_actor
from claims.services.alike import Alike
from claims.services.assign import Speaks, assign
from claims.services.link_later import link_waiting
from claims.services.place import attach
from claims.services.review import Place
from claims.services.undo import undo
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
type Decide = Callable[[list[Claim], User], Review]


def attribute(claims: list[Claim], by: User) -> Review:
    return assign_all(claims, by, ActorFactory())


def place(claims: list[Claim], by: User) -> Review:
    event = EventFactory()
    return attach([claim.pk for claim in claims], Place(event.story, event), by)[0]


def split(claims: list[Claim], by: User) -> Review:
    actor = ActorFactory()
    ClaimSpeaker.objects.bulk_create(ClaimSpeaker(claim=claim, actor=actor) for claim in claims)
    new = split_actor(actor, by, 1, f"New {actor.pk}", "person", [], [claim.pk for claim in claims])
    return new.reviews.get()


def assign_all(claims: list[Claim], by: User, actor: Actor) -> Review:
    first, *others = claims
    alike = Alike("the envoy", Claim.objects.filter(pk__in=[one.pk for one in others]), Claim.objects.none())
    return assign(first, by, first.version, [Speaks(actor)], alike)[0]


@pytest.mark.parametrize("decide", [attribute, place, split])
def test_more_claims_take_no_more_queries(decide: Decide) -> None:
    by, asked = UserFactory(), []
    for number in (25, 50):
        claims = ClaimFactory.create_batch(number)
        with CaptureQueriesContext(connection) as deciding:
            review = decide(claims, by)
        with CaptureQueriesContext(connection) as undoing:
            undo(review, by)
        asked.append((len(deciding), len(undoing)))
        assert all(Claim.objects.get(pk=one.pk).version == 3 for one in claims)
    assert asked[0] == asked[1]
    assert max(asked[0]) < 70


def test_copies_are_grouped_by_the_speaker_that_they_get() -> None:
    by, wire, one, other = UserFactory(), ArticleFactory(), ActorFactory(), ActorFactory()
    later = dt.datetime(2024, 9, 20, tzinfo=dt.UTC)
    copies = [ArticleFactory(copy_of=wire, text=wire.latest.text, published_at=later) for _ in range(2)]
    claims: list[Claim] = [ClaimFactory(snapshot=article.latest) for article in (wire, *copies)]
    assign_all(claims[:1], by, one)
    assert set(Claim.objects.filter(group=None)) == {claims[0]}, "the others have no speaker"
    review = assign_all([Claim.objects.get(pk=claim.pk) for claim in claims], by, other)
    assert len(set(Claim.objects.values_list("group", flat=True))) == 1
    assert list(Claim.objects.distinct_claims()) == claims[:1]
    undo(review, by)
    assert set(Claim.objects.filter(group=None)) == {claims[0]}, "as before"


def test_links_of_very_many_follow_when_a_worker_has_time() -> None:
    by, speaker = UserFactory(), ActorFactory()
    story = StoryFactory(query="round")
    story.actors.add(speaker)
    claims = ClaimFactory.create_batch(21)
    held = claims[0].pk
    attach([held], Place(StoryFactory()), by)
    assign_all([Claim.objects.get(pk=claim.pk) for claim in claims], by, speaker)
    assert LinkDue.objects.count() == 20
    assert not Link.objects.filter(story=story)
    assert link_waiting() == 20
    assert set(Link.objects.filter(story=story).values_list("claim", flat=True)) == {c.pk for c in claims} - {held}
    assert link_waiting() == 0
