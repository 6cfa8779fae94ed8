"""Whatever changes, through whichever door: the index holds what the claims, speakers, links and articles say."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from actors.models import Actor, Position
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker, Heading, ListedClaim
from claims.services.listing import Differences, differences, rebuild
from sources.models import Article, Snapshot
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    OutletFactory,
    PositionFactory,
    StoryFactory,
    sha256,
)

pytestmark = pytest.mark.django_db
AGREES = Differences(0, 0)


@pytest.fixture
def claim() -> Claim:
    """By a holder of a position, about an event, with a date and a copy."""
    event = EventFactory()
    position = PositionFactory(office=ActorFactory(kind=Actor.Kind.OFFICE))
    claim: Claim = ClaimFactory(
        speaker=position.holder, speaker__position=position, group=ClaimGroup.objects.create(), confidence=0.3
    )
    ClaimFactory(speaker=position.holder, group=claim.group, leads=False)
    ClaimFactory(unnamed="officials", day=None)
    LinkFactory(claim=claim, story=event.story, event=event)
    ClaimDate.objects.create(
        claim=claim, start=0, end=3, type="DATE", value="2024", text="2024", days=DateRange("2024-01-01", "2025-01-01")
    )
    return claim


def new_text(claim: Claim) -> None:
    article = claim.snapshot.article
    article.latest = Snapshot.objects.create(article=article, number=2, text="New.", sha256=sha256("New."))
    article.save()


def lead_by_the_copy(claim: Claim) -> None:
    copy = Claim.objects.get(group=claim.group, leads=False)
    Claim.objects.filter(pk=claim.pk).update(leads=False)
    Claim.objects.filter(pk=copy.pk).update(leads=True)


def by_copy(claim: Claim) -> None:
    story = StoryFactory()
    columns = "claim_id, story_id, score, reason, state"
    with connection.cursor() as cursor, cursor.copy(f"COPY claims_link ({columns}) FROM STDIN") as copy:
        copy.write_row((claim.pk, story.pk, 0.5, "again", "proposed"))


CHANGES: dict[str, Callable[[Claim], object]] = {
    "confirmed": lambda claim: Claim.objects.filter(pk=claim.pk).update(state="confirmed"),
    "rejected": lambda claim: Claim.objects.filter(pk=claim.pk).update(state="rejected"),
    "corrected words": lambda claim: Claim.objects.filter(pk=claim.pk).update(content_text="other words"),
    "another day": lambda claim: Claim.objects.filter(pk=claim.pk).update(day="2020-01-01"),
    "surer": lambda claim: Claim.objects.filter(pk=claim.pk).update(confidence=0.9),
    "speaker goes": lambda claim: claim.speakers.all().delete(),
    "speaker changes": lambda claim: claim.speakers.update(actor=ActorFactory()),
    "spoken for": lambda claim: claim.speakers.update(on_behalf_of=ActorFactory(kind="organization")),
    "second speaker": lambda claim: ClaimSpeaker.objects.create(claim=claim, actor=ActorFactory(), number=1),
    "speaker of another claim": lambda claim: claim.speakers.update(
        claim=Claim.objects.exclude(group=claim.group).get()
    ),
    "linked": lambda claim: LinkFactory(claim=claim),
    "linked by COPY": by_copy,
    "link rejected": lambda claim: claim.links.update(state="rejected"),
    "story deleted": lambda claim: claim.links.get().story.delete(),
    "date goes": lambda claim: claim.dates.all().delete(),
    "date changes": lambda claim: claim.dates.update(days=DateRange("2026-01-01", None)),
    "leader changes": lead_by_the_copy,
    "new text": new_text,
    "taken down": lambda claim: Article.objects.filter(pk=claim.snapshot.article_id).update(removed_at=timezone.now()),
    "another outlet": lambda claim: Article.objects.filter(pk=claim.snapshot.article_id).update(outlet=OutletFactory()),
    "deleted": lambda claim: Claim.objects.filter(pk=claim.pk).delete(),
    "speaker merged": lambda claim: _merge(claim.speakers.get().actor),
    "body merged": lambda claim: _merge(Position.objects.get().organization),
    "position of another body": lambda claim: Position.objects.update(organization=ActorFactory(kind="organization")),
    "position deleted": lambda claim: Position.objects.all().delete(),
    "many at once": lambda claim: ClaimFactory.create_batch(3, speaker=claim.speakers.get().actor),
    "nothing": lambda claim: Claim.objects.update(cue_text="told"),
}


def _merge(actor: Actor | None) -> None:
    survivor = ActorFactory()
    assert actor
    Actor.objects.filter(pk=actor.pk).update(merged_into=survivor, canonical=survivor)


@pytest.fixture
def index() -> Callable[[], list[object]]:
    return lambda: [*ListedClaim.objects.order_by("pk").values_list(), *Heading.objects.order_by("pk").values_list()]


@pytest.mark.parametrize("change", CHANGES)
def test_after_each_kind_of_change(claim: Claim, index: Callable[[], list[object]], change: str) -> None:
    before = index()
    assert differences() == AGREES
    CHANGES[change](claim)
    assert differences() == AGREES
    assert (index() == before) is (change == "nothing")


def test_what_a_row_holds(claim: Claim) -> None:
    speaker, event = claim.speakers.get(), claim.links.get().event
    listed = ListedClaim.objects.get(claim=claim)
    position = speaker.position
    assert position
    assert event
    assert listed.speakers == [speaker.actor_id]
    assert listed.behalf == sorted([position.organization_id or 0, position.office_id or 0])
    assert (listed.positions, listed.stories, listed.events) == ([position.pk], [event.story_id], [event.pk])
    assert (listed.day, listed.standing, listed.doubtful) == (claim.day, True, claim.doubtful)
    assert listed.outlet == claim.snapshot.article.outlet
    said = Heading.objects.filter(claim=claim).values_list("under", "key")
    expected = [(1, speaker.actor_id), (2, position.organization_id), (2, position.office_id)]
    assert sorted(said) == sorted([*expected, (3, event.story_id), (4, event.pk)])


def test_it_lists_the_claims_that_count(claim: Claim) -> None:
    for state in Claim.State.values:
        ClaimFactory(state=state, confidence=0.4)
    ClaimFactory(snapshot=ArticleFactory().latest, confidence=0.9)
    standing = Claim.objects.standing().distinct_claims()
    assert set(ListedClaim.objects.standing().values_list("pk", flat=True)) == set(
        standing.values_list("pk", flat=True)
    )
    listed = ListedClaim.objects.doubtful().values_list("pk", flat=True)
    assert set(listed) == {one.pk for one in standing if one.doubtful}


def test_a_wrong_index_is_found_and_made_anew(claim: Claim) -> None:
    ListedClaim.objects.filter(claim=claim).update(kind="mixed", standing=False)
    Heading.objects.filter(claim=claim).delete()
    found = differences()
    assert found.listed == 1
    rebuild()
    assert differences() == AGREES
