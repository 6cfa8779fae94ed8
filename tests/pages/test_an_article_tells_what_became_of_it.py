import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from config.leases import WorkState
from sources.models import Article
from tests.factories import ArticleFactory, ClaimFactory, ExtractionFactory

pytestmark = pytest.mark.django_db
SOON = timezone.now() + dt.timedelta(hours=1)
LONG_AGO = timezone.now() - dt.timedelta(hours=1)
NOT_ENGLISH: dict[str, Any] = {
    "state": "done",
    "output": {"language": "fr", "reason": "The text is not English.", "claims": []},
}


@pytest.mark.parametrize(
    ("run", "words"),
    [
        (None, "waits to be read for claims."),
        ({"state": "waiting"}, "waits to be read for claims."),
        ({"state": "waiting", "attempts": 2}, "Attempt 2 of 3 did not end well"),
        ({"state": "running", "attempts": 1, "lease_until": SOON}, "is being read for claims now"),
        ({"state": "running", "attempts": 1, "lease_until": LONG_AGO}, "waits to be read for claims. Attempt 1 of 3"),
        ({"state": "set_aside", "attempts": 3, "error": "KeyError: 7"}, "could not be read for claims in 3 attempts"),
        (NOT_ENGLISH, "No claims were looked for: The text is not English (language: fr)."),
        ({"state": "done", "output": {"language": "en", "claims": []}}, "No claims were found"),
    ],
)
def test_without_claims_it_says_why(sign_in: Callable[..., Client], run: dict[str, Any] | None, words: str) -> None:
    article: Article = ArticleFactory()
    if run:
        ExtractionFactory(snapshot=article.latest, **run)
    assert words in sign_in().get(f"/articles/{article.pk}/").content.decode()


def test_with_claims_it_says_nothing(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    ExtractionFactory(snapshot=claim.snapshot)
    assert "data-extraction" not in sign_in().get(f"/articles/{claim.snapshot.article_id}/").content.decode()


@pytest.mark.parametrize(("role", "told"), [("analyst", False), ("admin", True)])
def test_only_admins_read_the_error(sign_in: Callable[..., Client], role: str, told: bool) -> None:
    run = ExtractionFactory(state=WorkState.SET_ASIDE, attempts=3, error="KeyError: 7")
    page = sign_in(role).get(f"/articles/{run.snapshot.article_id}/").content.decode()
    assert ("KeyError: 7" in page) is told


@pytest.mark.parametrize(
    ("origin", "said"),
    [("page", "as the page itself says"), ("url", "as the address says"), ("file", None), ("", None)],
)
def test_where_its_date_comes_from(sign_in: Callable[..., Client], origin: str, said: str | None) -> None:
    article = ArticleFactory(published_from=origin)
    page = sign_in().get(f"/articles/{article.pk}/").content.decode()
    assert (said in page) if said else (" says</span>" not in page)
