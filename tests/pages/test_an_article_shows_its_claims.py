import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, OutletFactory

pytestmark = pytest.mark.django_db
TEXT = "Talks 😀 ended.\n\n“We are done,” Ana Petrova said. “We go home.”\n\nIt rained."


@pytest.fixture
def article() -> Article:
    baghdad = OutletFactory(name="Tigris Post", timezone="Asia/Baghdad")
    at = dt.datetime(2024, 9, 18, 21, 30, tzinfo=dt.UTC)
    made: Article = ArticleFactory(
        outlet=baghdad, text=TEXT, title="Talks end", published_at=at, published_on=dt.date(2024, 9, 19)
    )
    return made


@pytest.fixture
def claim(article: Article) -> Claim:
    def span(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    made: Claim = ClaimFactory(
        snapshot=article.latest,
        content=[span("“We are done,”"), span("“We go home.”")],
        source=[span("Ana Petrova")],
        cue=[span("said")],
        speaker=ActorFactory(name="Ana Petrova", slug="ana"),
    )
    return made


def read(client: Client, article: Article, query: str = "") -> str:
    response = client.get(f"/articles/{article.pk}/{query}")
    assert response.status_code == 200
    return str(response.content.decode())


def test_every_piece_is_marked_with_its_speakers_colour(
    sign_in: Callable[..., Client], article: Article, claim: Claim
) -> None:
    page = read(sign_in(), article)
    marked = re.findall(rf'class="piece in-(\w+) (speaker-\d)" data-claim="{claim.pk}">([^<]*)<', page)
    assert marked == [
        ("content", "speaker-1", "“We are done,”"),
        ("source", "speaker-1", "Ana Petrova"),
        ("cue", "speaker-1", "said"),
        ("content", "speaker-1", "“We go home.”"),
    ]


def test_text_and_rail_lead_to_each_other(sign_in: Callable[..., Client], article: Article, claim: Claim) -> None:
    page = read(sign_in(), article)
    assert page.count(f'id="claim-{claim.pk}"') == page.count(f'id="rail-{claim.pk}"') == 1
    assert f'href="#rail-{claim.pk}"' in page
    assert f'href="#claim-{claim.pk}"' in page


def test_the_legend_names_the_speakers(sign_in: Callable[..., Client], article: Article, claim: Claim) -> None:
    ClaimFactory(snapshot=article.latest, content=[[0, 5]])
    legend = read(sign_in(), article).partition('aria-label="Speakers in this article"')[2].partition("</nav>")[0]
    assert re.findall(r'<li class="(speaker-\d)"', legend) == ["speaker-1", "speaker-0"]
    assert '<a href="/actors/ana/">' in legend


def test_one_speaker_can_be_shown_alone(sign_in: Callable[..., Client], article: Article, claim: Claim) -> None:
    other = ClaimFactory(snapshot=article.latest, content=[[0, 5]])
    page = read(sign_in(), article, "?speaker=ana")
    assert f'id="rail-{claim.pk}"' in page
    assert f'id="rail-{other.pk}"' not in page


def test_claims_that_await_review_can_be_shown_alone(
    sign_in: Callable[..., Client], article: Article, claim: Claim
) -> None:
    ClaimFactory(snapshot=article.latest, content=[[0, 5]], state="confirmed")
    page = read(sign_in(), article)
    assert "2 claims" in page
    assert "1 awaits review" in page
    assert read(sign_in(), article, "?state=proposed").count('id="rail-') == 1


def test_the_date_is_the_outlets(sign_in: Callable[..., Client], article: Article) -> None:
    page = read(sign_in(), article)
    assert ">19 Sep 2024, 00:30</time>" in page
    assert "in Baghdad" in page


def test_rejected_and_withdrawn_claims_are_not_there(sign_in: Callable[..., Client], article: Article) -> None:
    for number, state in enumerate(["rejected", "withdrawn"]):
        ClaimFactory(snapshot=article.latest, content=[[0, 5 + number]], state=state)
    assert 'id="rail-' not in read(sign_in(), article)


def test_copies_name_each_other(sign_in: Callable[..., Client], article: Article) -> None:
    copy = ArticleFactory(copy_of=article, outlet__name="Harbour Gazette")
    page = read(sign_in(), article)
    assert f'<a href="/articles/{copy.pk}/">Harbour Gazette</a>' in page
    assert f"“{copy.title}”" in page
    assert f'Copy of <a href="/articles/{article.pk}/">Talks end</a>' in read(sign_in(), copy)


@pytest.mark.parametrize(
    ("url", "linked"),
    [("https://post.example/1", True), ("http://post.example/1", True), ("javascript:alert(1)", False), ("", False)],
)
def test_only_web_addresses_become_links(sign_in: Callable[..., Client], url: str, linked: bool) -> None:
    article = ArticleFactory(url=url, external_id="x")
    ClaimFactory(snapshot=article.latest)
    page = read(sign_in(), article)
    assert ("live page" in page) is linked
    assert (f'href="{url}#:~:text=' in page) is linked
    assert 'href="javascript' not in page


def test_markup_in_a_text_stays_text(sign_in: Callable[..., Client]) -> None:
    article = ArticleFactory(title="<b>Title</b>", text="<script>alert(1)</script> & “no”")
    ClaimFactory(snapshot=article.latest, content=[[3, 9]])
    page = read(sign_in(), article)
    assert "<b>Title" not in page
    assert "alert(1)</script>" not in page


def test_a_takedown_leaves_a_page_that_says_so(sign_in: Callable[..., Client], article: Article) -> None:
    article.removed_at, article.removed_reason = timezone.now(), "by order of a court"
    article.save()
    response = sign_in().get(f"/articles/{article.pk}/")
    assert response.status_code == 410
    assert "by order of a court" in response.content.decode()
    assert "We are done" not in response.content.decode()
