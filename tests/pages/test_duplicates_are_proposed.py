"""Pairs of actors that may be one: proposed with reasons, merged, or told apart for good, until that is undone."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.models import Review
from tests.factories import ActorFactory, ClaimFactory, PositionFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def proposed(client: Client, address: str = "/actors/duplicates/") -> list[tuple[str, str]]:
    return [(pair.less.actor.name, pair.more.actor.name) for pair in client.get(address).context["look"].pairs]


def test_the_most_quoted_come_first_and_the_less_quoted_goes(sign_in: Callable[..., Client]) -> None:
    names = ("Boris Okri", "Boris Okry", "Ana Petrova", "Anna Petrova", "Carla Diaz", "Iraqi Foreign Ministry")
    actors: list[Actor] = [ActorFactory(name=name) for name in names]
    ActorFactory(name="Iranian Foreign Ministry")
    for _ in range(3):
        ClaimFactory(speaker=actors[3])
    ClaimFactory(speaker=actors[0])
    client = sign_in("editor")
    assert proposed(client) == [("Ana Petrova", "Anna Petrova"), ("Boris Okry", "Boris Okri")]
    page = client.get("/actors/duplicates/").content.decode()
    assert "are written alike" in page
    assert f'href="/actors/{actors[2].slug}/merge/?into={actors[3].slug}"' in page


def test_what_is_told_apart_is_not_asked_again_until_it_is_undone(sign_in: Callable[..., Client]) -> None:
    one, other = ActorFactory(name="Ana Petrova", slug="ana"), ActorFactory(name="Anna Petrova")
    client = sign_in("editor")
    answer = client.post("/actors/duplicates/?after=0", {"one": other.pk, "other": one.pk})
    assert answer["Location"] == "/actors/duplicates/"
    assert proposed(client) == []
    page = client.get("/actors/ana/edit/").content.decode()
    assert "told it apart" in page
    assert f'<a href="/actors/{other.slug}/"><bdi>Anna Petrova</bdi></a>' in page
    again = client.post("/actors/duplicates/", {"one": one.pk, "other": other.pk}, follow=True)
    assert "told apart already" in again.content.decode()
    client.post(f"/log/{Review.objects.get().pk}/undo/")
    assert proposed(client) == [("Anna Petrova", "Ana Petrova")]


def test_shared_positions_count_and_wikidata_tells_apart(sign_in: Callable[..., Client]) -> None:
    ministry, client = ActorFactory(name="Ministry of Rivers", kind="organization"), sign_in("editor")
    for name in ("Petrova", "Ana Petrova"):
        PositionFactory(holder__name=name, organization=ministry, role="spokeswoman")
    ActorFactory(name="Boris Okri", wikidata="Q1")
    ActorFactory(name="Boris Okry", wikidata="Q2")
    assert proposed(client) == [("Ana Petrova", "Petrova")]
    assert "both: spokeswoman, Ministry of Rivers" in client.get("/actors/duplicates/").content.decode()


def test_bad_input_and_other_people(client: Client, sign_in: Callable[..., Client]) -> None:
    editor = sign_in("editor")
    assert editor.get("/actors/duplicates/?after=" + "9" * 30).status_code == 200
    assert editor.get("/actors/duplicates/?after=%00").status_code == 200
    actor = ActorFactory()
    for sent in ({}, {"one": actor.pk, "other": actor.pk}, {"one": actor.pk, "other": "9" * 30}):
        assert editor.post("/actors/duplicates/", sent).status_code == 404
    limited = UserFactory(role="editor", stories=[StoryFactory()])
    client.force_login(limited, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/actors/duplicates/").status_code == 403
