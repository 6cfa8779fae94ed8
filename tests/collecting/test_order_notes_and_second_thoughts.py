from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Collection
from tests.factories import ClaimFactory, CollectionFactory

pytestmark = pytest.mark.django_db
Enter = Callable[..., tuple[Client, User]]
Keys = Callable[[Collection], list[int | None]]


def test_claims_move_up_and_down(person: Enter, claims_of: Keys) -> None:
    client, user = person()
    one, two, three = (ClaimFactory() for _ in range(3))
    collection = CollectionFactory(owner=user, claims=[one, two, three])

    def move(claim: object, way: str) -> list[int | None]:
        item = collection.items.get(claim=claim)
        response = client.post(f"/collections/{collection.pk}/items/{item.pk}/", {"action": way, "page": "1"})
        assert response.headers["Location"] == f"/collections/{collection.pk}/#item-{item.pk}"
        return claims_of(collection)

    assert move(three, "up") == [one.pk, three.pk, two.pk]
    assert move(three, "up") == [three.pk, one.pk, two.pk]
    assert move(three, "up") == [three.pk, one.pk, two.pk]
    assert move(one, "down") == [three.pk, two.pk, one.pk]


def test_what_was_taken_out_comes_back_with_its_note(person: Enter, claims_of: Keys) -> None:
    client, user = person()
    one, two = ClaimFactory(), ClaimFactory()
    collection = CollectionFactory(owner=user, claims=[one, two])
    item = collection.items.get(claim=one)
    at = f"/collections/{collection.pk}/items/{item.pk}/"
    client.post(at, {"action": "note", "note": "first to say so", "version": 1})
    page = client.post(at, {"action": "take-out"}, follow=True).content.decode()
    assert claims_of(collection) == [two.pk]
    assert "Undo" in page
    assert "first to say so" in client.post(at, {"action": "put-back"}, follow=True).content.decode()
    assert claims_of(collection) == [one.pk, two.pk]
    client.post(at, {"action": "take-out"})
    client.post("/collections/add/", {"claim": one.pk, "collection": collection.pk})
    assert claims_of(collection) == [two.pk, one.pk]
    assert collection.items.get(claim=one).note == "first to say so"


def test_two_notes_at_once_are_both_shown(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, claims=[ClaimFactory()])
    item = collection.items.get()
    at = f"/collections/{collection.pk}/items/{item.pk}/"
    assert client.post(at, {"action": "note", "note": "theirs", "version": 1}).status_code == 302
    stale = client.post(at, {"action": "note", "note": "mine <b>", "version": 1})
    assert stale.status_code == 409
    page = stale.content.decode()
    assert "theirs" in page
    assert ">mine &lt;b&gt;</textarea>" in page
    assert client.post(at, {"action": "note", "note": "both", "version": 2}).status_code == 302
    item.refresh_from_db()
    assert item.note == "both"


def test_a_note_that_is_too_long_is_not_lost(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, claims=[ClaimFactory()])
    at = f"/collections/{collection.pk}/items/{collection.items.get().pk}/"
    response = client.post(at, {"action": "note", "note": "long " * 2_001, "version": 1})
    assert response.status_code == 422
    assert "A note has 10,000 characters at most, this one 10,004" in response.content.decode()
    assert "long long" in response.content.decode()
    assert client.post(at, {"action": "burn"}).status_code == 400


def test_two_descriptions_at_once_are_both_shown(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, title="Old")
    form = {"title": "Theirs", "description": "", "access": "read", "version": 1}
    at = f"/collections/{collection.pk}/"
    assert client.post(at, form).status_code == 302
    stale = client.post(at, form | {"title": "Mine"})
    assert stale.status_code == 409
    assert "Theirs" in stale.content.decode()
    assert 'value="Mine"' in stale.content.decode()
    assert client.post(at, form | {"title": "Ours", "version": 2}).status_code == 302
    collection.refresh_from_db()
    assert (collection.title, collection.access) == ("Ours", "read")


def test_deleting_asks_first(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, claims=[ClaimFactory()])
    at = f"/collections/{collection.pk}/delete/"
    assert "notes on 1 claim" in client.get(at).content.decode()
    assert Collection.objects.count() == 1
    client.post(at)
    assert not Collection.objects.exists()
