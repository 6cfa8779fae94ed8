from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from claims.models import Claim
from sources.models import Article
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, CollectionFactory

pytestmark = pytest.mark.django_db
Enter = Callable[..., tuple[Client, User]]


def test_each_is_shown_as_what_it_became(person: Enter) -> None:
    client, user = person()
    made = [ClaimFactory(snapshot=ArticleFactory(text=f"words of {n}").latest) for n in range(5)]
    rejected, withdrawn, continued, gone, undone = made
    collection = CollectionFactory(owner=user, claims=made)
    collection.items.update(note="kept")
    Claim.objects.filter(pk=rejected.pk).update(state="rejected")
    Claim.objects.filter(pk=withdrawn.pk).update(state="withdrawn")
    between = ClaimFactory(continues=continued)
    newest = ClaimFactory(continues=between, snapshot=ArticleFactory(text="the newest words").latest)
    Article.objects.filter(pk=gone.snapshot.article_id).update(removed_at=timezone.now())
    Claim.objects.filter(pk=undone.pk).delete()
    page = client.get(f"/collections/{collection.pk}/").content.decode()
    assert page.count("Rejected by an editor since") == page.count("Withdrawn since") == 1
    assert "words of 2" not in page
    assert f"/claims/{newest.pk}/" in page
    assert "the newest words" in page
    assert page.count("no longer here: its article was taken down, or its import undone") == 2
    assert "words of 3" not in page
    assert page.count('<p class="note" dir="auto">kept</p>') == 5


def test_the_newest_of_a_claim_is_added_once(person: Enter) -> None:
    client, user = person()
    old = ClaimFactory()
    new = ClaimFactory(continues=old)
    collection = CollectionFactory(owner=user)
    client.post("/collections/add/", {"claim": [old.pk, new.pk], "collection": collection.pk})
    assert [item.claim_id for item in collection.items.all()] == [new.pk]


def test_queries_do_not_grow_with_the_claims(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, claims=[ClaimFactory(speaker=ActorFactory()) for _ in range(2)])

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(f"/collections/{collection.pk}/").status_code == 200
        return len(asked)

    few = queries()
    for number in range(20):
        collection.items.create(claim=ClaimFactory(speaker=ActorFactory()), number=9 + number, added_by=user)
    assert queries() == few <= 25
