"""What would move is shown first, in either direction; the merge is undone from the survivor's history."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor
from claims.services.actors.merge import merge_actors
from tests.factories import ActorFactory, ClaimFactory, PositionFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Actor, Actor]:
    one = ActorFactory(name="<i>Nujaba</i>", slug="nujaba", aliases=["al-Nujaba"])
    return one, ActorFactory(name="Nujaba Movement", slug="movement", kind="group")


def test_a_preview_a_turn_a_merge_and_an_undo(sign_in: Callable[..., Client], two: tuple[Actor, Actor]) -> None:
    claim = ClaimFactory(speaker=two[0])
    PositionFactory(organization=two[0], role="spokesman")
    client = sign_in("editor")
    page = client.get("/actors/nujaba/merge/?into=Nujaba Movement").content.decode()
    for told in ("&lt;i&gt;Nujaba&lt;/i&gt;", "al-Nujaba", "1 by it or on its behalf", "spokesman", "One is a person"):
        assert told in page
    assert claim.content_text[:30] in page
    assert 'action="/actors/movement/merge/"' in page
    answer = client.post("/actors/nujaba/merge/", {"into": "movement", "version": 1, "note": "one and the same"})
    assert answer["Location"] == "/actors/movement/"
    assert client.get("/actors/nujaba/edit/")["Location"] == "/actors/movement/edit/"
    page = client.get("/actors/movement/edit/").content.decode()
    assert "one and the same" in page
    client.post(f"/log/{two[0].reviews.get().pk}/undo/")
    assert client.get("/actors/nujaba/").status_code == 200


def test_merges_that_make_no_sense_are_told(sign_in: Callable[..., Client], two: tuple[Actor, Actor]) -> None:
    client = sign_in("editor")
    for into, told in [
        ("nujaba", "cannot be merged into itself"),
        ("nobody is called so", "No actor is called"),
        ("", "This field is required"),
        ("a\0b", "Null characters"),
        ("x" * 10_000, "at most 300 characters"),
    ]:
        for answer in (
            client.get("/actors/nujaba/merge/", {"into": into}),
            client.post("/actors/nujaba/merge/", {"into": into, "version": 1}),
        ):
            assert answer.status_code == 422
            assert told in answer.content.decode()
    assert client.get("/actors/nobody/merge/").status_code == 404
    merge_actors(two[1], two[0], UserFactory())
    answer = client.post("/actors/nujaba/merge/", {"into": "movement", "version": 1})
    assert (answer.status_code, "into itself" in answer.content.decode()) == (422, True)


def test_a_stale_merge_shows_both(sign_in: Callable[..., Client], two: tuple[Actor, Actor]) -> None:
    Actor.objects.filter(pk=two[0].pk).update(version=4)
    answer = sign_in("editor").post("/actors/nujaba/merge/", {"into": "movement", "version": 1, "note": "kept"})
    assert answer.status_code == 409
    assert "kept</textarea>" in answer.content.decode()
    assert 'name="version" value="4"' in answer.content.decode()


def test_not_for_limited_editors(client: Client, two: tuple[Actor, Actor]) -> None:
    limited = UserFactory(role="editor", stories=[StoryFactory()])
    client.force_login(limited, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/actors/nujaba/merge/").status_code == 403
    assert client.post("/actors/nujaba/merge/", {"into": "movement", "version": 1}).status_code == 403


def test_names_are_suggested_by_alias_and_position(sign_in: Callable[..., Client], two: tuple[Actor, Actor]) -> None:
    post = PositionFactory(holder__name="Ana Petrova", organization__name="Ministry of Rivers", role="spokeswoman")
    client, asked = sign_in("editor"), {"HX-Request": "true"}

    def names(words: str) -> list[str]:
        answer = client.get("/actors/suggest/", {"q": words}, headers=asked)
        return [one.actor.name for one in answer.context["suggested"]]

    assert names("al nuj") == ["<i>Nujaba</i>"]
    assert names("nujaba") == ["Nujaba Movement", "<i>Nujaba</i>"]
    assert names("rivers spokeswoman") == [post.holder.name]
    assert names("") == names("a\0\x01☃ zzz") == []
    assert "&lt;i&gt;Nujaba" in client.get("/actors/suggest/?q=nujaba").content.decode()
