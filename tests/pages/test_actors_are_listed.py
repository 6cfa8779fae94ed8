from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import ClaimSpeaker
from tests.factories import ActorFactory, ClaimFactory, PositionFactory

pytestmark = pytest.mark.django_db


def names(client: Client, query: str = "") -> list[str]:
    return [entry.actor.name for entry in client.get(f"/actors/{query}").context["entries"]]


def test_by_name_alias_kind_and_state(sign_in: Callable[..., Client]) -> None:
    ana = ActorFactory(name="Ana Petrova", aliases=["The Envoy"])
    ActorFactory(name="Ministry", kind="organization", state="proposed")
    ActorFactory(name="Anna Petrova", merged_into=ana, canonical=ana)
    ActorFactory(name="Nobody", state="rejected")
    client = sign_in()
    assert names(client) == ["Ana Petrova", "Ministry"]
    assert names(client, "?q=petrova") == ["Ana Petrova"]
    assert names(client, "?q=ENVOY") == ["Ana Petrova"]
    assert names(client, "?kind=organization") == ["Ministry"]
    assert names(client, "?state=proposed") == ["Ministry"]
    assert names(client, "?q=nothing") == []


def test_with_the_numbers_of_their_claims(sign_in: Callable[..., Client]) -> None:
    ministry = ActorFactory(name="Ministry", kind="organization")
    position = PositionFactory(holder=ActorFactory(name="Ana"), organization=ministry)
    for _ in range(2):
        ClaimSpeaker.objects.create(
            claim=ClaimFactory(), actor=position.holder, position=position, on_behalf_of=ministry
        )
    ClaimFactory(speaker=ministry)
    ClaimFactory(speaker=ministry, state="rejected")
    client = sign_in()
    numbers = {e.actor.name: (e.claims_by, e.claims_for) for e in client.get("/actors/").context["entries"]}
    assert numbers == {"Ana": (2, 0), "Ministry": (1, 2)}
