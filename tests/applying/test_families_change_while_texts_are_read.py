"""Workers apply, re-point and regroup at once: nobody waits for ever, and the groups are right in the end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from claims.models import Claim, ClaimGroup
from claims.services.apply import apply
from claims.services.regroup import regroup_due
from sources.models import Article, FamilyChange
from tests.applying.test_copies_are_grouped import TEXT
from tests.applying.test_families_change import point, published_at, settle
from tests.factories import ActorFactory, ExtractionFactory
from tests.outputs import person, said

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 6


def test_nobody_waits_for_ever() -> None:
    ActorFactory(name="Ada Quist")
    articles = [published_at(hours) for hours in (0, 3, -3, 6)]
    claims = [said(TEXT, "The well is dry", "Ada Quist", person("Ada Quist"))]
    output = {"id": "1", "language": "en", "claims": claims, "entities": [], "dates": []}
    runs = [
        ExtractionFactory(snapshot=article.latest, output=output, pipeline=f"test-{number}")
        for article in articles
        for number in range(ROUNDS)
    ]

    def move(number: int) -> None:
        with transaction.atomic():
            first = articles[number % 4]
            Article.objects.filter(pk=first.pk).update(copy_of=None)
            FamilyChange.objects.create(article=first)
            point([article for article in articles if article != first], first)

    jobs: list[tuple[Callable[..., Any], tuple[Any, ...]]] = [(apply, (run,)) for run in runs]
    jobs += [(regroup_due, ())] * ROUNDS * 2

    def work(job: tuple[Callable[..., Any], tuple[Any, ...]]) -> None:
        try:
            job[0](*job[1])
        finally:
            connection.close()

    def movements(_: int) -> None:
        for number in range(ROUNDS * 2):
            work((move, (number,)))

    with ThreadPoolExecutor(6) as pool:
        moving = pool.submit(movements, 0)
        list(pool.map(work, [*jobs[::3], *jobs[1::3], *jobs[2::3]]))
        moving.result()
    move(2)
    settle()
    assert not FamilyChange.objects.exists()
    assert ClaimGroup.objects.filter(claims__isnull=False).distinct().count() == 1
    assert Claim.objects.distinct_claims().get().snapshot.article == articles[2]
    assert Claim.objects.count() == 4
