import datetime as dt

import pytest

from claims.models import Claim, ClaimGroup
from claims.services.review import decide, undo
from sources.models import Article
from tests.factories import ArticleFactory, UserFactory
from tests.outputs import person, run, said

pytestmark = pytest.mark.django_db

TEXT = "“The well is dry,” Ada Quist said."


def extracted(article: Article, words: str = "The well is dry") -> Claim:
    text = article.latest.text  # type: ignore[union-attr]
    run(article.latest, said(text, words, "Ada Quist", person("Ada Quist")))
    return Claim.objects.get(snapshot=article.latest)


def original() -> Article:
    return ArticleFactory(text=TEXT)


def copy_of(article: Article, text: str = TEXT, hours: int = 3) -> Article:
    published = article.published_at + dt.timedelta(hours=hours)  # type: ignore[operator]
    return ArticleFactory(text=text, copy_of=article, published_at=published)


def test_one_claim_with_two_appearances() -> None:
    first = original()
    leader, follower = extracted(first), extracted(copy_of(first, f"WIRE - {TEXT}"))
    leader.refresh_from_db()
    assert leader.group == follower.group is not None
    assert (leader.leads, follower.leads) == (True, False)
    assert list(Claim.objects.standing().distinct_claims()) == [leader]


def test_the_copy_may_come_first() -> None:
    first = original()
    follower, leader = extracted(copy_of(first)), extracted(first)
    follower.refresh_from_db()
    assert (leader.leads, follower.leads, leader.group) == (True, False, follower.group)


def test_the_earliest_publication_leads() -> None:
    first = original()
    extracted(first)
    earlier = extracted(copy_of(first, hours=-3))
    assert list(Claim.objects.distinct_claims()) == [earlier]


def test_other_words_are_another_claim() -> None:
    first = original()
    extracted(first)
    extracted(copy_of(first, "“The well is full,” Ada Quist said."), "The well is full")
    assert Claim.objects.distinct_claims().count() == 2
    assert not ClaimGroup.objects.exists()


def test_marks_and_case_aside() -> None:
    first = original()
    extracted(first)
    extracted(copy_of(first, "“THE WELL, is dry,” Ada Quist said."), "THE WELL, is dry")
    assert Claim.objects.distinct_claims().count() == 1


def test_without_the_leader_the_copy_leads() -> None:
    first = original()
    leader, follower = extracted(first), extracted(copy_of(first))
    run(first.latest)
    follower.refresh_from_db()
    leader.refresh_from_db()
    assert (follower.leads, follower.group, leader.group) == (True, None, None)
    assert not ClaimGroup.objects.exists()


def test_a_rejected_appearance_leaves_and_returns() -> None:
    first = original()
    leader, follower = extracted(first), extracted(copy_of(first))
    leader.refresh_from_db()
    review = decide(leader, UserFactory(), "reject", leader.version)
    assert list(Claim.objects.standing().distinct_claims()) == [follower]
    undo(review, UserFactory())
    assert list(Claim.objects.standing().distinct_claims()) == [leader]
