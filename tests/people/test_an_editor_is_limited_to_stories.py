from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client

from claims.models import Claim, Event, Link, Report, Review, Story
from claims.services.review import decide
from tests.factories import ClaimFactory, EventFactory, LinkFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
CONFIRM = {"action": "confirm", "version": 1}


@dataclass
class World:
    mine: Story
    other: Story
    on_mine: Claim
    on_other: Claim
    on_none: Claim
    client: Client


@pytest.fixture
def world(client: Client) -> World:
    """Signed in is an editor of one of two stories."""
    mine, other = StoryFactory(slug="mine"), StoryFactory(slug="other")
    on_mine, on_other = LinkFactory(story=mine).claim, LinkFactory(story=other).claim
    client.force_login(UserFactory(role="editor", stories=[mine]), "django.contrib.auth.backends.ModelBackend")
    return World(mine, other, on_mine, on_other, ClaimFactory(), client)


def decided(client: Client, claim: Claim) -> int:
    return client.post(f"/claims/{claim.pk}/decide/", CONFIRM).status_code


def test_the_claims_of_these_stories_are_theirs(world: World) -> None:
    assert decided(world.client, world.on_mine) == 302
    assert world.on_mine.reviews.count() == 1


def test_a_claim_on_two_stories_belongs_to_the_editors_of_each(world: World) -> None:
    LinkFactory(story=world.mine, claim=world.on_other)
    assert decided(world.client, world.on_other) == 302


@pytest.mark.parametrize("which", ["on_other", "on_none"])
def test_other_claims_are_read_and_not_decided(world: World, which: str) -> None:
    claim = getattr(world, which)
    response = world.client.post(f"/claims/{claim.pk}/decide/", CONFIRM)
    assert response.status_code == 403
    assert "You edit some stories only" in response.content.decode()
    page = world.client.get(f"/claims/{claim.pk}/").content.decode()
    assert f"/claims/{claim.pk}/decide/" not in page
    assert "on none of them" in page
    assert not Review.objects.exists()


def test_a_claim_taken_off_the_story_is_theirs_no_more(world: World) -> None:
    Link.objects.filter(claim=world.on_mine).update(state=Link.State.REJECTED)
    assert decided(world.client, world.on_mine) == 403


def test_what_others_decided_elsewhere_is_not_undone(world: World) -> None:
    review = decide(world.on_other, UserFactory(role="editor"), "confirm", 1)
    answer = world.client.post(f"/claims/{world.on_other.pk}/undo/", {"review": review.pk, "version": 2})
    assert answer.status_code == 403
    assert Review.objects.count() == 1


def test_reports_elsewhere_are_not_answered(world: World) -> None:
    report = Report.objects.create(claim=world.on_other, by=UserFactory(), what=Report.What.SPEAKER)
    sent = {"report": report.pk, "answer": "It is right."}
    assert world.client.post(f"/claims/{world.on_other.pk}/report/dismiss/", sent).status_code == 403
    report.refresh_from_db()
    assert report.state == Report.State.OPEN


@pytest.mark.parametrize(("slug", "status", "state"), [("mine", 302, "confirmed"), ("other", 403, "proposed")])
def test_events_go_with_their_story(world: World, slug: str, status: int, state: str) -> None:
    event = EventFactory(story=Story.objects.get(slug=slug), state=Event.State.PROPOSED, shared=Event.Shared.MEANT)
    offered = f"proposal-{event.pk}" in world.client.get(f"/stories/{slug}/").content.decode()
    assert offered is (slug == "mine")
    answer = world.client.post(f"/stories/{slug}/events/{event.pk}/decide/", {"action": "confirm", "version": 1})
    assert answer.status_code == status
    event.refresh_from_db()
    assert event.state == state


def test_a_story_that_is_deleted_gives_no_rights(world: World) -> None:
    world.mine.delete()
    assert decided(world.client, world.on_none) == 403


def test_an_admin_has_no_limit(sign_in: Callable[..., Client], world: World) -> None:
    client = Client()
    admin = UserFactory(role="admin", stories=[world.mine])
    client.force_login(admin, "django.contrib.auth.backends.ModelBackend")
    assert decided(client, world.on_none) == 302
