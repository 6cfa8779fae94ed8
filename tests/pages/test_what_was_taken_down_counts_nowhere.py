from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim
from claims.services.takedown import take_down
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, EventFactory, LinkFactory, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "zyxquor"


@pytest.fixture
def claim() -> Claim:
    actor = ActorFactory(name="Ada Quist", slug="ada")
    text = f"“The {SECRET} is dry,” Ada Quist said."
    article = ArticleFactory(text=text, title=f"On the {SECRET}")
    made: Claim = ClaimFactory(snapshot=article.latest, speaker=actor)
    event = EventFactory(title="Wells dry up", story__slug="wells", story__title="Wells")
    LinkFactory(claim=made, story=event.story, event=event)
    return made


def test_lists_pages_and_searches(sign_in: Callable[..., Client], claim: Claim) -> None:
    client = sign_in("admin")
    pages = [
        f"/claims/?q={SECRET}",
        "/claims/",
        "/actors/ada/",
        "/stories/wells/",
        "/articles/",
        "/",
        "/claims/?actor=ada",
    ]
    before = [client.get(page).content.decode() for page in pages]
    assert all(SECRET in page for page in before[:6])
    take_down(claim.snapshot.article, UserFactory(role="admin"), "Asked for.")
    for page in pages:
        response = client.get(page)
        assert response.status_code == 200
        shown = response.content.decode().replace(f"q={SECRET}", "").replace(f'value="{SECRET}"', "")
        assert f"/claims/{claim.pk}/" not in shown
        assert f"/articles/{claim.snapshot.article_id}/" not in shown
        assert f"the {SECRET}".lower() not in shown.lower()
    listing = client.get("/claims/").context["listing"]
    assert listing.page.claims == []


def test_their_addresses_say_so(sign_in: Callable[..., Client], claim: Claim) -> None:
    article = claim.snapshot.article
    take_down(article, UserFactory(role="admin"), "Asked for by its author.")
    for page in (f"/articles/{article.pk}/", f"/articles/{article.pk}/?snapshot=1", f"/claims/{claim.pk}/"):
        response = sign_in("analyst").get(page)
        assert response.status_code == 410
        shown = response.content.decode()
        assert "Asked for by its author." in shown
        assert SECRET not in shown


def test_no_decision_is_taken(sign_in: Callable[..., Client], claim: Claim) -> None:
    take_down(claim.snapshot.article, UserFactory(role="admin"), "Asked for.")
    response = sign_in("editor").post(
        f"/claims/{claim.pk}/decide/", {"action": "confirm", "version": claim.version}, follow=True
    )
    assert response.status_code == 410
    assert not claim.reviews.exists()
