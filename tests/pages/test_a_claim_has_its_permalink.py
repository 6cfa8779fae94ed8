import datetime as dt
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import ClaimCandidate, ClaimGroup
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, LinkFactory

pytestmark = pytest.mark.django_db
TEXT = "Talks 😀 ended.\n\n“We are done,” the envoy told us.\n\nIt rained."


def read(client: Client, claim: object) -> str:
    return str(client.get(f"/claims/{claim.pk}/").content.decode())  # type: ignore[attr-defined]


def test_its_words_are_marked_in_their_paragraph(sign_in: Callable[..., Client]) -> None:
    start = TEXT.index("“")
    claim = ClaimFactory(
        snapshot=ArticleFactory(text=TEXT).latest,
        content=[[start, start + 14]],
        source=[[start + 15, start + 24]],
        cue=[[start + 25, start + 29]],
    )
    page = read(sign_in(), claim)
    assert '<span class="in-content ">“We are done,”</span>' in page
    assert '<span class="in-source ">the envoy</span>' in page
    assert '<span class="in-cue ">told</span>' in page
    assert "Talks 😀 ended." in page


def test_an_old_address_leads_to_the_claim_that_continues_it(sign_in: Callable[..., Client]) -> None:
    old = ClaimFactory(state="confirmed")
    new = ClaimFactory(continues=old)
    response = sign_in().get(f"/claims/{old.pk}/")
    assert (response.status_code, response["Location"]) == (302, f"/claims/{new.pk}/")


@pytest.mark.parametrize(("state", "words"), [("withdrawn", "Withdrawn:"), ("rejected", "Rejected by a person")])
def test_what_no_list_counts_says_so(sign_in: Callable[..., Client], state: str, words: str) -> None:
    assert words in read(sign_in(), ClaimFactory(state=state))


def test_a_takedown_leaves_a_note(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    article = claim.snapshot.article
    article.removed_at, article.removed_reason = timezone.now(), "by order of a court"
    article.save()
    response = sign_in("admin").get(f"/claims/{claim.pk}/")
    assert response.status_code == 410
    assert "by order of a court" in response.content.decode()
    assert claim.content_text not in response.content.decode()


def test_it_names_reasons_appearances_and_how_to_cite(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(name="Ana Petrova")
    group = ClaimGroup.objects.create()
    article = ArticleFactory(text=TEXT, title="Talks end", byline="B. Writer", url="https://post.example/1")
    claim = ClaimFactory(snapshot=article.latest, content=[[16, 30]], speaker=ana, group=group)
    other = ClaimFactory(group=group, leads=False)
    LinkFactory(claim=claim, reason="names the talks")
    ClaimCandidate.objects.create(claim=claim, actor=ana, score=0.8, reason="held the office on that day")
    page = read(sign_in("editor"), claim)
    assert "names the talks" in page
    assert "held the office on that day" in page
    assert f'href="/claims/{other.pk}/"' in page
    assert "+1 appearance<" in page
    assert "Ana Petrova (reported 19 Sep 2024): “We are done,” In: B. Writer, “Talks end”" in page
    assert "https://post.example/1#:~:text=We%20are%20done" in page


def test_an_address_that_is_no_web_page_is_no_link(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory(snapshot=ArticleFactory(url="javascript:alert(1)").latest)
    assert 'href="javascript' not in read(sign_in(), claim)


def test_a_day_that_the_text_does_not_give_is_the_day_of_publication(sign_in: Callable[..., Client]) -> None:
    assert "the text gives none" in read(sign_in(), ClaimFactory(day=dt.date(2024, 9, 19)))
