from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Collection
from claims.services import collect
from tests.factories import ClaimFactory, CollectionFactory

pytestmark = pytest.mark.django_db
Enter = Callable[..., tuple[Client, User]]
Keys = Callable[[Collection], list[int | None]]


def test_into_a_new_collection_and_back_to_the_list(person: Enter, claims_of: Keys) -> None:
    client, user = person()
    one, two = ClaimFactory(), ClaimFactory()
    form = {"claim": [two.pk, one.pk], "title": " The  end date ", "next": "/claims/?kind=direct"}
    response = client.post("/collections/add/", form)
    assert response.headers["Location"] == "/claims/?kind=direct"
    collection = Collection.objects.get(owner=user)
    assert collection.title == "The end date"
    assert collection.access == "private"
    assert claims_of(collection) == [two.pk, one.pk]


def test_what_is_there_already_is_told(person: Enter, claims_of: Keys) -> None:
    client, user = person()
    one, two = ClaimFactory(), ClaimFactory()
    collection = CollectionFactory(owner=user, claims=[one])
    response = client.post("/collections/add/", {"claim": [one.pk, two.pk], "collection": collection.pk}, follow=True)
    assert "1 claim added to" in response.content.decode()
    assert "1 was there already." in response.content.decode()
    assert claims_of(collection) == [one.pk, two.pk]


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"title": "Empty", "claim": []}, "No claim was chosen"),
        ({"title": "Empty", "claim": ["0", "x", "9" * 30]}, "No claim was chosen"),
        ({}, "Choose a collection, or write the title"),
        ({"title": "long " * 50}, "A title has 200 characters at most"),
    ],
)
def test_what_is_missing_is_told(person: Enter, form: dict[str, object], message: str) -> None:
    client, _ = person()
    sent = {"claim": [ClaimFactory().pk], **form}
    assert message in client.post("/collections/add/", sent, follow=True).content.decode()
    assert not Collection.objects.exists()


def test_a_foreign_address_is_not_followed(person: Enter) -> None:
    client, _ = person()
    form = {"claim": ClaimFactory().pk, "title": "T", "next": "https://elsewhere.example/"}
    assert client.post("/collections/add/", form).headers["Location"] == "/claims/"


def test_a_collection_is_full_some_day(person: Enter, monkeypatch: pytest.MonkeyPatch, claims_of: Keys) -> None:
    monkeypatch.setattr(collect, "MOST", 1)
    client, user = person()
    one = ClaimFactory()
    collection = CollectionFactory(owner=user, claims=[one])
    response = client.post("/collections/add/", {"claim": ClaimFactory().pk, "collection": collection.pk}, follow=True)
    assert "A collection holds 1 claims at most" in response.content.decode()
    assert claims_of(collection) == [one.pk]
