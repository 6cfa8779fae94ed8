import datetime as dt
from collections.abc import Callable

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict

from actors.models import Actor, Position
from claims.listing import list_claims
from claims.models import Claim, ClaimDate, ClaimGroup, ClaimSpeaker
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    OutletFactory,
    PositionFactory,
    StoryFactory,
)

pytestmark = pytest.mark.django_db
State = Claim.State


@pytest.fixture
def world() -> None:
    envoy = ActorFactory(name="Ana Petrova", slug="ana-petrova", aliases=["Petrova"])
    ministry = ActorFactory(name="Ministry of Rivers", slug="ministry", kind="organization")
    office = ActorFactory(name="River Commissioner", slug="commissioner", kind="office")
    position = PositionFactory(holder=envoy, organization=ministry, office=office, role="commissioner")
    ActorFactory(name="John Smith", slug="john-smith-1")
    ActorFactory(name="John Smith", slug="john-smith-2")
    story = StoryFactory(title="The dam", slug="dam")
    event = EventFactory(story=story, title="Opening")
    river, hill = OutletFactory(name="River Post", slug="river-post"), OutletFactory(name="Hill Post", slug="hill-post")

    def article(outlet: object, text: str) -> object:
        return ArticleFactory(outlet=outlet, text=text).latest

    july, september = dt.date(2024, 7, 2), dt.date(2024, 9, 16)
    one = ClaimFactory(snapshot=article(river, "the dam will open"), day=july, kind="indirect", cue_class="promise")
    ClaimSpeaker.objects.create(claim=one, actor=envoy, position=position, on_behalf_of=office)
    two = ClaimFactory(snapshot=article(hill, "the dams never leaked"), day=september, cue_class="deny", speaker=envoy)
    three = ClaimFactory(
        snapshot=article(hill, "no water is left"), day=september, state=State.CONFIRMED, unnamed="officials"
    )
    for start, day in ((0, dt.date(2026, 12, 31)), (5, dt.date(2024, 8, 1))):
        ClaimDate.objects.create(
            claim=one,
            start=start,
            end=start + 3,
            type="DATE",
            value=str(day),
            text="then",
            days=DateRange(day, day, "[]"),
        )
    Claim.objects.filter(pk=two.pk).update(confidence=0.62)
    LinkFactory(claim=one, story=story, event=event)
    LinkFactory(claim=two, story=story, state="rejected")
    ClaimFactory(snapshot=article(hill, "a rejected one"), day=september, state=State.REJECTED)
    ClaimFactory(snapshot=article(hill, "a withdrawn one"), day=september, state=State.WITHDRAWN)
    group = ClaimGroup.objects.create()
    Claim.objects.filter(pk=three.pk).update(group=group)
    ClaimFactory(snapshot=article(river, "no water is left"), group=group, leads=False)


OPEN, LEAKED, WATER = "the dam will open", "the dams never leaked", "no water is left"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [WATER, LEAKED, OPEN]),
        ("?q=dam", [LEAKED, OPEN]),
        ("?q=dam+-leaked", [OPEN]),
        ("?q=%22will+open%22", [OPEN]),
        ("?q=water+OR+open", [WATER, OPEN]),
        ("?speaker=ana-petrova", [LEAKED, OPEN]),
        ("?speaker=petrova", [LEAKED, OPEN]),
        ("?behalf=commissioner", [OPEN]),
        ("?behalf=Ministry+of+Rivers", [OPEN]),
        ("?story=dam", [OPEN]),
        ("?outlet=hill-post", [WATER, LEAKED]),
        ("?since=2024-09-16", [WATER, LEAKED]),
        ("?until=2024-09-15", [OPEN]),
        ("?since=2024-07-02&until=2024-07-02", [OPEN]),
        ("?meant_since=2026-12-31", [OPEN]),
        ("?meant_until=2024-07-31", []),
        ("?meant_since=2024-08-02&meant_until=2026-12-30", []),
        ("?meant_since=2024-08-01&meant_until=2024-08-01", [OPEN]),
        ("?confidence=62", [WATER, LEAKED, OPEN]),
        ("?confidence=63", [WATER, OPEN]),
        ("?kind=indirect", [OPEN]),
        ("?cue=deny", [LEAKED]),
        ("?state=confirmed", [WATER]),
        ("?state=rejected", ["a rejected one"]),
        ("?state=withdrawn", ["a withdrawn one"]),
        ("?doubtful=1", []),
        ("?speaker=petrova&outlet=hill-post&q=leak", [LEAKED]),
        ("?q=&speaker=&since=", [WATER, LEAKED, OPEN]),
        ("?unknown=1", [WATER, LEAKED, OPEN]),
    ],
)
def test_filters_combine(world: None, listed: Callable[[str], list[str]], query: str, expected: list[str]) -> None:
    assert listed(f"/claims/{query}") == expected


def test_by_event(world: None, listed: Callable[[str], list[str]]) -> None:
    event = Claim.objects.get(content_text=OPEN).links.get().event_id
    assert listed(f"/claims/?event={event}") == [OPEN]


def test_by_position(world: None, listed: Callable[[str], list[str]]) -> None:
    assert listed(f"/claims/?position={Position.objects.get().pk}") == [OPEN]


@pytest.mark.parametrize(
    ("role", "office", "label"),
    [
        ("commissioner", "River Commissioner", "Ana Petrova, commissioner, River Commissioner"),
        ("prime minister", "Prime Minister of Iraq", "Ana Petrova, Prime Minister of Iraq"),
    ],
)
def test_a_position_says_its_role_once(world: None, role: str, office: str, label: str) -> None:
    Position.objects.update(role=role)
    Actor.objects.filter(kind="office").update(name=office)
    facets = {facet.name: facet for facet in list_claims(QueryDict("")).facets}
    assert [option.choice.label for option in facets["position"].options] == [label]


def test_a_doubtful_claim_of_two_speakers_is_listed_once(listed: Callable[[str], list[str]]) -> None:
    claim = ClaimFactory(confidence=0.3)
    for actor in ActorFactory.create_batch(2):
        ClaimSpeaker.objects.create(claim=claim, actor=actor)
    assert listed("/claims/?doubtful=1") == [claim.content_text]
