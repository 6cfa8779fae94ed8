import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client

from actors.models import Actor
from claims.models import Claim, ClaimDate, Event, Story
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, StoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    made: Story = StoryFactory(title="The dam", slug="dam", summary="A dam is to open. Nobody knows when.")
    return made


@pytest.fixture
def opening(story: Story) -> Event:
    days = DateRange(None, dt.date(2027, 1, 1))
    made: Event = EventFactory(story=story, title="Opening", edtf="../2026-12-31", days=days, state="proposed")
    return made


@pytest.fixture
def claim(story: Story, opening: Event) -> Claim:
    made: Claim = ClaimFactory(day=dt.date(2024, 9, 16), speaker=ActorFactory(name="Ana Petrova", slug="ana"))
    LinkFactory(claim=made, story=story, event=opening, reason="names the day")
    return made


def read(client: Client, query: str = "") -> str:
    response = client.get(f"/stories/dam/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def shown(page: str) -> list[int]:
    """The claims of the list under the picture."""
    return [int(key) for key in re.findall(r'data-claim="(\d+)"', page)]


def test_it_says_what_it_is_about(sign_in: Callable[..., Client], story: Story, opening: Event) -> None:
    page = read(sign_in())
    assert "A dam is to open. Nobody knows when." in page
    assert f'id="event-{opening.pk}"' in page
    assert "by the end of 2026" in page


def test_an_open_interval_fades(sign_in: Callable[..., Client], opening: Event) -> None:
    assert 'class="event fade-left proposed"' in read(sign_in())


@pytest.mark.parametrize(("state", "solid"), [("proposed", False), ("confirmed", True), ("corrected", True)])
def test_a_claim_is_a_dot_in_its_speakers_lane(
    sign_in: Callable[..., Client], claim: Claim, state: str, solid: bool
) -> None:
    Claim.objects.update(state=state)
    page = read(sign_in())
    mark = re.search(rf'<a href="/claims/{claim.pk}/" class="([^"]*)"><title>([^<]*)<', page)
    assert mark
    assert mark[1] == ("mark solid" if solid else "mark")
    assert mark[2].startswith(f"Ana Petrova, 16 Sep 2024, {state}: “We will leave")
    assert '<a class="name" href="/actors/ana/"' in page


def test_a_name_from_right_to_left_leaves_the_date_in_its_place(sign_in: Callable[..., Client], story: Story) -> None:
    LinkFactory(story=story, claim=ClaimFactory(speaker=ActorFactory(name="محمد"), day=dt.date(2024, 9, 16)))
    assert "<title>\u2068محمد\u2069, 16 Sep 2024, proposed" in read(sign_in())


def test_claims_spoken_for_an_organisation_stand_in_its_lane(sign_in: Callable[..., Client], story: Story) -> None:
    ministry = ActorFactory(name="Ministry of Rivers", slug="ministry", kind=Actor.Kind.ORGANIZATION)
    claim = ClaimFactory(speaker=ActorFactory(), speaker__on_behalf_of=ministry)
    LinkFactory(claim=claim, story=story)
    assert re.findall(r'class="name" href="([^"]*)"', read(sign_in())) == ["/actors/ministry/"]


def test_the_number_of_a_cluster_leads_to_its_claims(sign_in: Callable[..., Client], claim: Claim) -> None:
    speaker = claim.speakers.get().actor
    second = ClaimFactory(day=claim.day, speaker=speaker)
    other = ClaimFactory(day=dt.date(2024, 10, 30), speaker=speaker)
    for one in (second, other):
        LinkFactory(claim=one, story=claim.links.get().story)
    client = sign_in()
    link = re.search(r'<a href="/stories/dam/(\?lane=[^"]*)" class="mark"', read(client))
    assert link
    assert sorted(shown(read(client, link[1].replace("&amp;", "&")))) == [claim.pk, second.pk]


def test_claims_are_grouped_by_event_with_the_links_reason(sign_in: Callable[..., Client], claim: Claim) -> None:
    loose = ClaimFactory(day=dt.date(2024, 9, 20))
    LinkFactory(claim=loose, story=Story.objects.get(), event=None, reason="says “dam”")
    page = read(sign_in())
    assert shown(page) == [claim.pk, loose.pk]
    assert "linked: names the day" in page
    assert "About the story, no single event" in page


@pytest.mark.parametrize(("query", "count"), [("?actor=ana", 1), ("?actor=bo", 0), ("?actor=ana&view=table", 1)])
def test_one_actor_can_be_shown_alone(sign_in: Callable[..., Client], claim: Claim, query: str, count: int) -> None:
    ActorFactory(slug="bo")
    LinkFactory(claim=ClaimFactory(), story=Story.objects.get())
    assert len(shown(read(sign_in(), query))) == count


def test_the_table_is_a_page_of_its_own(sign_in: Callable[..., Client], claim: Claim) -> None:
    client = sign_in()
    assert "<table" not in read(client)
    page = read(client, "?view=table")
    assert "<svg" not in page
    assert f'<a href="/claims/{claim.pk}/">' in page


def test_what_was_declined_is_not_shown_as_said(sign_in: Callable[..., Client], claim: Claim) -> None:
    Claim.objects.update(kind="indirect", cue_text="declined", cue_class="refuse", content_text="to name a day")
    client = sign_in()
    for query in ("", "?view=table"):
        assert "declined to name a day" in read(client, query)


def test_a_picture_wider_than_paper_is_printed_as_its_table(sign_in: Callable[..., Client], story: Story) -> None:
    for year in range(1990, 2024):
        for month in range(1, 13, 2):
            day = dt.date(year, month, 1)
            EventFactory(story=story, days=DateRange(day, day + dt.timedelta(1)), edtf=str(day))
    page = read(sign_in())
    assert 'class="timeline wide"' in page
    assert page.count('<tr class="event-line">') == 34 * 6


def test_a_claim_is_joined_to_the_days_that_it_is_about(sign_in: Callable[..., Client], claim: Claim) -> None:
    days = DateRange(dt.date(2026, 12, 1), dt.date(2026, 12, 2))
    ClaimDate.objects.create(claim=claim, start=0, end=3, type="DATE", value="2026-12-01", text="1 Dec", days=days)
    threads = read(sign_in()).partition('<g class="threads">')[2].partition("</g>")[0]
    assert re.findall(r"M[\d.]+ [\d.]+L", threads) == ["M240.8 100L", "M240.8 100L"]


def test_what_people_or_the_machine_took_back_is_not_there(sign_in: Callable[..., Client], story: Story) -> None:
    LinkFactory(story=story, claim=ClaimFactory(state="rejected"))
    LinkFactory(story=story, claim=ClaimFactory(state="withdrawn"))
    LinkFactory(story=story, claim=ClaimFactory(), state="rejected")
    EventFactory(story=story, title="Never was", state="rejected")
    page = read(sign_in())
    assert shown(page) == []
    assert "Never was" not in page


def test_an_empty_story_says_what_would_be_there(sign_in: Callable[..., Client], story: Story) -> None:
    assert "So far there is neither" in read(sign_in())


@pytest.mark.parametrize(
    "query", ["?lane=x", "?since=x", "?event=x", "?event=none&after=x", "?lane=_others", "?until=2024-99-99"]
)
def test_wrong_parameters_do_no_harm(sign_in: Callable[..., Client], claim: Claim, query: str) -> None:
    read(sign_in(), query)


@pytest.mark.parametrize("address", ["/stories/nowhere/", "/stories/dam/?actor=nobody"])
def test_what_never_was_is_not_found(sign_in: Callable[..., Client], story: Story, address: str) -> None:
    assert sign_in().get(address).status_code == 404


def test_its_claims_stand_in_their_sentences(sign_in: Callable[..., Client], story: Story) -> None:
    text = "It rained. Ana Petrova promised that the dam would open. Nobody clapped."
    start, end = text.index("that"), text.index(". Nobody")
    told = ClaimFactory(snapshot=ArticleFactory(text=text).latest, content=[[start, end]], cue=[[23, 31]])
    LinkFactory(claim=told, story=story)
    page = read(sign_in())
    assert 'Ana Petrova <span class="in-cue">promised</span> <span class="in-content">that the dam' in page
