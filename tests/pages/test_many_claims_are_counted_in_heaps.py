"""What is counted by the database is what would be counted claim by claim."""

import datetime as dt
from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.models import Claim, ClaimSpeaker, Story
from claims.models.listing import ListedClaim, ListedClaimQuerySet
from claims.story_heaps import in_lane, read_heaps
from claims.story_lanes import Lanes, read_lanes
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, PositionFactory, StoryFactory, many_claims

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    """Ten people, a ministry with two spokesmen, a merged actor, a joint statement, the unnamed, an undated claim."""
    made: Story = StoryFactory(slug="dam")
    day = dt.date(2024, 9, 1)
    people = [ActorFactory(slug=f"person-{9 - number}") for number in range(10)]
    made.actors.add(people[9])
    ministry = ActorFactory(kind=Actor.Kind.ORGANIZATION)
    merged = ActorFactory(canonical=people[0], merged_into=people[0])
    held = PositionFactory(holder=people[1], organization=ministry)
    claims: list[Claim] = [
        ClaimFactory(
            speaker=person, day=day + dt.timedelta(number * 3), state="confirmed" if number % 2 else "proposed"
        )
        for number, person in enumerate([*people, people[0], people[0], people[1], merged])
    ]
    ClaimSpeaker.objects.create(claim=claims[0], actor=people[2], number=1)
    ClaimSpeaker.objects.create(claim=claims[8], actor=people[7], number=1)
    claims.append(ClaimFactory(speaker=people[1], speaker__position=held, day=day))
    claims.append(ClaimFactory(speaker=people[3], speaker__on_behalf_of=ministry, day=day, confidence=0.2))
    claims.append(ClaimFactory(speaker=people[0], day=None))
    claims += [ClaimFactory(day=day), ClaimFactory(day=day, unnamed="an official")]
    for claim in claims:
        LinkFactory(claim=claim, story=made)
    return made


@pytest.fixture
def listed(story: Story) -> ListedClaimQuerySet:
    return ListedClaim.objects.standing().about_story(story)


def heaps(lanes: Lanes) -> dict[str, Counter[tuple[dt.date, str]]]:
    found = {}
    for key, said in lanes.said.items():
        found[key] = Counter[tuple[dt.date, str]]()
        for one in said:
            parts = {"all": one.number, "confirmed": one.confirmed, "doubtful": one.doubtful}
            found[key].update({(one.day, name): number for name, number in parts.items() if number})
    return found


def test_by_lane_and_day(story: Story, listed: ListedClaimQuerySet) -> None:
    each, counted = read_lanes(story, listed, (), 100), read_heaps(story, listed, by_day=True)
    assert each is not None
    assert counted.counts == each.counts
    assert list(counted.counts) == list(each.counts)
    assert heaps(counted) == heaps(each)


def test_by_week_they_are_as_many(story: Story, listed: ListedClaimQuerySet) -> None:
    weeks, days = (read_heaps(story, listed, by_day=by_day) for by_day in (False, True))
    assert weeks.counts == days.counts
    assert {key: sum(one.number for one in said) for key, said in weeks.said.items()} == {
        key: sum(one.number for one in said) for key, said in days.said.items()
    }
    assert sum(map(len, weeks.said.values())) < sum(map(len, days.said.values()))
    assert all(one.ends - one.day < dt.timedelta(7) for said in weeks.said.values() for one in said)


def test_a_lane_leads_to_its_claims(story: Story, listed: ListedClaimQuerySet) -> None:
    each = read_lanes(story, listed, (), 100)
    assert each is not None
    counted = read_heaps(story, listed, by_day=True)
    for key, members in each.members.items():
        assert sorted(in_lane(listed, key, counted).values_list("pk", flat=True)) == sorted(members)


@pytest.mark.parametrize(("number", "counted"), [(2000, False), (2001, True)])
def test_a_page_says_when_it_counts(sign_in: Callable[..., Client], number: int, counted: bool) -> None:
    many_claims(StoryFactory(slug="dam"), number)
    client = sign_in()
    page = client.get("/stories/dam/").content.decode()
    assert ("More than 2,000 claims fit" in page) is counted
    table = client.get("/stories/dam/?view=table").content.decode()
    assert (table.count('<td class="what"') == 2000) is not counted
    # Look closer, and each is there again.
    month = client.get("/stories/dam/?view=table&zoom=month").content.decode()
    assert "More than 2,000" not in month
    assert month.count('<a href="/claims/') > 60
