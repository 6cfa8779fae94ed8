import pytest
from django.utils import timezone

from actors.models import Actor
from claims.models import Claim, ClaimGroup, Link
from sources.models import Snapshot
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, PositionFactory, StoryFactory, sha256

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", [Claim.State.WITHDRAWN, Claim.State.REJECTED])
def test_neither_withdrawn_nor_rejected(state: str) -> None:
    ClaimFactory(state=state)
    assert not Claim.objects.standing().exists()


def test_only_the_latest_snapshot() -> None:
    claim = ClaimFactory()
    article = claim.snapshot.article
    article.latest = Snapshot.objects.create(article=article, number=2, text="New.", sha256=sha256("New."))
    article.save()
    assert not Claim.objects.standing().exists()


def test_no_article_that_was_taken_down() -> None:
    claim = ClaimFactory()
    claim.snapshot.article.removed_at = timezone.now()
    claim.snapshot.article.save()
    assert not Claim.objects.standing().exists()


def test_one_appearance_of_a_group() -> None:
    group = ClaimGroup.objects.create()
    leader = ClaimFactory(group=group)
    ClaimFactory(group=group, leads=False)
    assert list(Claim.objects.standing().distinct_claims()) == [leader]


def test_a_survivor_has_what_the_merged_actor_said() -> None:
    survivor = ActorFactory()
    merged = ActorFactory(merged_into=survivor, canonical=survivor)
    claim = ClaimFactory(speaker=merged)
    assert list(Claim.objects.said_by(survivor)) == [claim]


def test_an_organisation_has_what_its_spokesman_said_in_that_position() -> None:
    position = PositionFactory()
    claim = ClaimFactory(speaker=position.holder, speaker__position=position)
    assert list(Claim.objects.on_behalf_of(position.organization)) == [claim]
    assert not Claim.objects.said_by(position.organization).exists()


def test_an_office_and_its_organisation_both_have_what_the_holder_said() -> None:
    office = ActorFactory(kind=Actor.Kind.OFFICE)
    position = PositionFactory(office=office, role="prime minister")
    claim = ClaimFactory(speaker=position.holder, speaker__position=position, speaker__on_behalf_of=office)
    for actor in (office, position.organization):
        assert list(Claim.objects.on_behalf_of(actor)) == [claim]


@pytest.mark.parametrize(("confidence", "expected"), [(0.2, True), (0.9, False)])
def test_doubtful_are_the_unsure(confidence: float, expected: bool) -> None:
    claim = ClaimFactory(confidence=confidence, speaker=ActorFactory())
    assert Claim.objects.doubtful().exists() is expected
    assert claim.doubtful is expected


def test_doubtful_are_those_with_nobody() -> None:
    assert ClaimFactory().doubtful
    assert Claim.objects.doubtful().exists()


def test_a_described_speaker_is_not_nobody() -> None:
    assert not ClaimFactory(unnamed="two officials").doubtful
    assert not Claim.objects.doubtful().exists()


def test_about_a_story_unless_the_link_was_rejected() -> None:
    story = StoryFactory()
    linked = LinkFactory(story=story).claim
    LinkFactory(story=story, state=Link.State.REJECTED)
    LinkFactory()
    assert list(Claim.objects.about(story=story)) == [linked]
