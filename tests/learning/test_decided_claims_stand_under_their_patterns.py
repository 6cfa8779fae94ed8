"""Whatever changes, through whichever door: the index of patterns holds what the decided claims and articles say."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from claims.models import Claim, DecidedPattern
from claims.services.listing import Differences, differences, rebuild
from sources.models import Article
from tests.factories import ArticleFactory, ClaimFactory, OutletFactory

pytestmark = pytest.mark.django_db
WORDS = {"content_text": "the ferry is worth the money", "source_text": "Our editors", "cue_text": "say"}


def article_of(claim: Claim) -> Article:
    article: Article = claim.snapshot.article
    return article


def change(**fields: object) -> Callable[[Claim], object]:
    return lambda claim: Claim.objects.filter(pk=claim.pk).update(**fields)


def move(**fields: object) -> Callable[[Claim], object]:
    return lambda claim: Article.objects.filter(pk=article_of(claim).pk).update(**fields)


CHANGES: dict[str, Callable[[Claim], object]] = {
    "confirmed": change(state="confirmed"),
    "open again": change(state="proposed"),
    "other words": change(content_text="the tunnel is worth the money"),
    "another cue": change(cue_text="write"),
    "deleted": lambda claim: claim.delete(),
    "another like it": lambda claim: ClaimFactory(snapshot=claim.snapshot, content=[[0, 5]], state="rejected", **WORDS),
    "taken down": move(removed_at=timezone.now()),
    "another outlet": lambda claim: move(outlet=OutletFactory())(claim),
    "a copy": lambda claim: move(copy_of=ArticleFactory())(claim),
    "surer": change(confidence=0.1),
    "another title": move(title="Ferries"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_after_each_kind_of_change(name: str) -> None:
    claim = ClaimFactory(state="rejected", **WORDS)
    before = list(DecidedPattern.objects.order_by("pk").values_list())
    assert len(before) == 2
    CHANGES[name](claim)
    assert differences() == Differences(0, 0, 0)
    after = list(DecidedPattern.objects.order_by("pk").values_list())
    assert (after == before) is (name in {"surer", "another title"})


def test_a_wrong_index_is_found_and_made_anew() -> None:
    claim = ClaimFactory(state="rejected", **WORDS)
    DecidedPattern.objects.filter(claim=claim).update(kept=True)
    assert differences().patterns == 1
    rebuild()
    assert differences().patterns == 0
