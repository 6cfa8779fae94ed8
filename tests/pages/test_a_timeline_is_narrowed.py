"""By actors, cue classes, kinds, states and a stretch of time: picture, table and list show the same claims."""

import datetime as dt
import html
import re
from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Event, Story
from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claims() -> dict[str, int]:
    """Ana says and denies in September, Bo promises in October; nobody knows who is doubted."""
    story: Story = StoryFactory(slug="dam")
    event: Event = EventFactory(story=story, title="Opening")
    ana, bo = ActorFactory(name="Ana Petrova", slug="ana"), ActorFactory(name="Bo Larsen", slug="bo")
    made: dict[str, Claim] = {
        "says": ClaimFactory(speaker=ana, day=dt.date(2024, 9, 3), kind="indirect"),
        "denies": ClaimFactory(speaker=ana, day=dt.date(2024, 9, 16), cue_class="deny", state="confirmed"),
        "promises": ClaimFactory(speaker=bo, day=dt.date(2024, 10, 30), cue_class="promise"),
        "doubtful": ClaimFactory(day=dt.date(2023, 5, 5)),
    }
    for claim in made.values():
        LinkFactory(claim=claim, story=story, event=event)
    return {name: claim.pk for name, claim in made.items()}


@pytest.fixture
def shown(sign_in: Callable[..., Client], claims: dict[str, int]) -> Callable[[str], set[str]]:
    """`shown("?cue=deny")`: the claims in the list, which are those in the table and in the picture."""
    client, names = sign_in(), {pk: name for name, pk in claims.items()}

    def read(query: str) -> set[str]:
        page = client.get(f"/stories/dam/{query}").content.decode()
        listed = {names[int(key)] for key in re.findall(r'data-claim="(\d+)"', page)}
        drawn = {names[int(key)] for key in re.findall(r'<a href="/claims/(\d+)/" class="mark', page)}
        table = client.get(f"/stories/dam/{query}{'&' if query else '?'}view=table").content.decode()
        rows = {names[int(key)] for key in re.findall(r'<td class="what" dir="auto"><a href="/claims/(\d+)/"', table)}
        assert listed == drawn == rows
        return listed

    return read


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "says denies promises doubtful"),
        ("?actor=ana", "says denies"),
        ("?actor=ana&actor=bo", "says denies promises"),
        ("?cue=deny", "denies"),
        ("?cue=deny&cue=promise", "denies promises"),
        ("?actor=ana&cue=promise", ""),
        ("?kind=indirect", "says"),
        ("?state=confirmed", "denies"),
        ("?state=doubtful", "doubtful"),
        ("?zoom=year", "says denies promises"),
        ("?zoom=month&from=2024-09-01", "says denies"),
        ("?zoom=day&from=2024-09-16&to=2024-09-22", "denies"),
        ("?from=2024-09-16&to=2024-11-01&actor=bo", "promises"),
        ("?from=2030-01-01&to=2030-02-01", ""),
    ],
)
def test_what_is_left(shown: Callable[[str], set[str]], query: str, expected: str) -> None:
    assert shown(query) == set(expected.split())


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?zoom=decade", "There is no zoom “decade”"),
        ("?from=2024-10-01&to=2024-09-01", "To 2024-09-01 lies before from 2024-10-01."),
        ("?from=soon", "“soon” (from) is no date"),
        ("?cue=sing", "There is no cue class “sing”."),
        ("?kind=\x00", "There is no kind “\x00”."),
        ("?state=<b>", "There is no state “&lt;b&gt;”."),
        (f"?cue={'x' * 10_000}", f"There is no cue class “{'x' * 40}”."),
    ],
)
def test_what_makes_no_sense_is_said_so(
    sign_in: Callable[..., Client], claims: dict[str, int], query: str, message: str
) -> None:
    response = sign_in().get(f"/stories/dam/{query}")
    assert response.status_code == 200
    assert message in response.content.decode()


def links(page: str, pattern: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(pattern, page)]


def test_each_choice_can_be_taken_away(sign_in: Callable[..., Client], claims: dict[str, int]) -> None:
    page = sign_in().get("/stories/dam/?actor=ana&actor=bo&cue=deny").content.decode()
    assert links(page, r'class="chip" href="([^"]*)"') == [
        "/stories/dam/?actor=bo&cue=deny",
        "/stories/dam/?actor=ana&cue=deny",
        "/stories/dam/?actor=ana&actor=bo",
    ]


def test_the_controls_lead_wherever_the_names_on_the_axis_do(
    sign_in: Callable[..., Client], claims: dict[str, int]
) -> None:
    """For the names are links for the mouse alone."""
    client, waiting, seen = sign_in(), ["/stories/dam/"], set[str]()
    wanted = set(links(client.get("/stories/dam/").content.decode(), r'class="zoom" href="([^"]*)"'))
    while waiting and not wanted <= seen and len(seen) < 200:
        address = waiting.pop(0)
        if address not in seen:
            seen.add(address)
            controls = client.get(address).content.decode().partition('class="zooms"')[2].partition("</nav>")[0]
            waiting += links(controls, r'href="([^"]*)"')
    assert wanted
    assert wanted <= seen


def test_the_axis_leads_to_months_and_weeks_and_back(sign_in: Callable[..., Client], claims: dict[str, int]) -> None:
    client = sign_in()
    page = client.get("/stories/dam/?actor=ana").content.decode()
    assert "?actor=ana&zoom=month&from=2024-09-01&to=2024-09-30" in "".join(links(page, r'class="zoom" href="([^"]*)"'))
    page = client.get("/stories/dam/?zoom=month&from=2024-09-01&to=2024-09-30").content.decode()
    weeks = links(page, r'class="zoom" href="([^"]*)"')
    assert "/stories/dam/?zoom=day&from=2024-09-09&to=2024-09-15" in weeks
    steps = links(page, r'id="(?:earlier|later|zoom-out|zoom-in)" class="button" href="([^"]*)"')
    assert steps == [
        "/stories/dam/?zoom=month&from=2024-08-01&to=2024-08-31",
        "/stories/dam/?zoom=month&from=2024-10-01&to=2024-10-31",
        "/stories/dam/?zoom=year&from=2024-01-01&to=2024-12-31",
        "/stories/dam/?zoom=day&from=2024-09-02&to=2024-09-08",
    ]


def test_a_page_of_the_list_has_neighbours(sign_in: Callable[..., Client]) -> None:
    link = LinkFactory(story__slug="dam")
    for _ in range(29):
        LinkFactory(story=link.story)
    client = sign_in()
    page = client.get("/stories/dam/?event=none").content.decode()
    assert "30 claims about no single event" in page
    (older,) = links(page, r'href="([^"]*)#claims" rel="next"')
    second = client.get(older).content.decode()
    assert len(re.findall(r'data-claim="', second)) == 5
    (newer,) = links(second, r'href="([^"]*)#claims" rel="prev"')
    assert re.findall(r'data-claim="(\d+)', client.get(newer).content.decode()) == re.findall(
        r'data-claim="(\d+)', page
    )
