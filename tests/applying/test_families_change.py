"""Copies are found after articles were read, or before, or in between: the groups are the same in the end."""

from collections.abc import Callable
from itertools import permutations

import pytest

from claims.models import Claim, ClaimGroup
from claims.services.regroup import regroup_due
from sources.models import Article, FamilyChange
from tests.applying.test_copies_are_grouped import TEXT, copy_of, extracted, original
from tests.outputs import new_text

pytestmark = pytest.mark.django_db


def point(articles: list[Article], at: Article | None) -> None:
    """As the search for copies does it: those that became copies, and their copies, have the new original."""
    pks = [article.pk for article in articles]
    moved = Article.objects.filter(pk__in=pks) | Article.objects.filter(copy_of__in=pks)
    moved = Article.objects.filter(pk__in=list(moved.values_list("pk", flat=True)))
    moved.update(copy_of=at)
    FamilyChange.objects.bulk_create(FamilyChange(article=article) for article in moved)


def settle() -> None:
    while regroup_due():
        pass


def root_of(article: Article) -> Article:
    article.refresh_from_db()
    return article.copy_of or article


def three() -> tuple[list[Article], dict[str, Callable[[], object]]]:
    """Three articles with one text, the last of them the earliest; and what happens to them."""
    first = published_at(0)
    second, third = published_at(3), published_at(-3)
    return [first, second, third], {
        "read 1": lambda: extracted(Article.objects.get(pk=first.pk)),
        "read 2": lambda: extracted(Article.objects.get(pk=second.pk)),
        "read 3": lambda: extracted(Article.objects.get(pk=third.pk)),
        "link": lambda: point([second], root_of(first)),
        "re-point": lambda: point([first], third),
    }


def published_at(hours: int) -> Article:
    made = copy_of(original(), hours=hours)
    Article.objects.filter(pk=made.pk).update(copy_of=None)
    return Article.objects.get(pk=made.pk)


ORDERS = list(permutations(["read 1", "read 2", "read 3", "link", "re-point"]))


@pytest.mark.parametrize(("number", "order"), list(enumerate(ORDERS)), ids=str)
def test_one_claim_with_three_appearances_in_any_order(number: int, order: tuple[str, ...]) -> None:
    """Regrouped after each step, or in every other order only in the end."""
    articles, happens = three()
    for step in order:
        happens[step]()
        if number % 2:
            settle()
        read = Claim.objects.count()
        assert Claim.objects.distinct_claims().count() + Claim.objects.filter(leads=False).count() == read
        assert all(group.claims.filter(leads=True).count() == 1 for group in ClaimGroup.objects.all())
    settle()
    claims = Claim.objects.filter(snapshot__article__in=articles)
    assert claims.count() == 3
    assert len({claim.group_id for claim in claims}) == 1
    assert claims.get(leads=True).snapshot.article == articles[2]
    assert not FamilyChange.objects.exists()


@pytest.mark.parametrize("leaver", [0, 1])
def test_an_article_that_left_its_family_leaves_its_groups(leaver: int) -> None:
    first = original()
    family = [first, copy_of(first, hours=-3), copy_of(first)]
    claims = [extracted(article) for article in family]
    other = published_at(5)
    extracted(other)
    gone = family[leaver + 1]
    point([gone], other)
    settle()
    for claim in claims:
        claim.refresh_from_db()
    stayed = [claim for claim in claims if claim.snapshot.article_id != gone.pk]
    left = claims[leaver + 1]
    assert stayed[0].group == stayed[1].group is not None
    assert sorted(claim.leads for claim in stayed) == [False, True]
    assert left.group == Claim.objects.get(snapshot__article=other).group != stayed[0].group
    assert Claim.objects.distinct_claims().count() == 2


def test_a_text_that_is_no_copy_any_more() -> None:
    first = original()
    second = copy_of(first)
    extracted(first)
    extracted(second)
    new_text(second, f"At noon, all was well. {TEXT}")
    point([second], None)
    settle()
    alone = extracted(Article.objects.get(pk=second.pk))
    assert alone.group is None
    assert Claim.objects.standing().distinct_claims().count() == 2
    assert not ClaimGroup.objects.exists()
