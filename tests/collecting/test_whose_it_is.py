from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from claims.models import Collection
from tests.factories import ClaimFactory, CollectionFactory

pytestmark = pytest.mark.django_db
Enter = Callable[..., tuple[Client, User]]


def requests(client: Client, collection: Collection) -> dict[str, int]:
    """The answer to everything that can be asked of a collection."""
    at, item = f"/collections/{collection.pk}/", collection.items.get()
    claim = ClaimFactory().pk
    return {
        "read": client.get(at).status_code,
        "export": client.get(f"/collections/{collection.pk}.md").status_code,
        "note": client.post(f"{at}items/{item.pk}/", {"action": "note", "note": "n", "version": 1}).status_code,
        "add": client.post("/collections/add/", {"claim": claim, "collection": collection.pk}).status_code,
        "change": client.post(at, {"title": "New", "version": 1, "access": "private"}).status_code,
        "delete": client.post(f"{at}delete/").status_code,
    }


@pytest.mark.parametrize(
    ("access", "expected"),
    [
        ("private", {}),
        ("read", {"read": 200, "export": 200}),
        ("edit", {"read": 200, "export": 200, "note": 302, "add": 302, "change": 302}),
    ],
)
def test_a_colleague_may_do_what_the_owner_lets(person: Enter, access: str, expected: dict[str, int]) -> None:
    client, _ = person("admin")
    collection = CollectionFactory(access=access, claims=[ClaimFactory()])
    nothing = dict.fromkeys(["read", "export", "note", "add", "change", "delete"], 404)
    assert requests(client, collection) == nothing | expected
    collection.refresh_from_db()
    assert collection.access == access
    assert (collection.title in client.get("/collections/").content.decode()) == (access != "private")


def test_the_owner_may_do_everything(person: Enter) -> None:
    client, user = person()
    collection = CollectionFactory(owner=user, claims=[ClaimFactory()])
    assert set(requests(client, collection).values()) == {200, 302}
    assert not Collection.objects.filter(pk=collection.pk).exists()
