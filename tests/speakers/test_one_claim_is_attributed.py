"""Who speaks is typed: known actors with whom they speak for, several of them, or an actor that is made with it."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor, Position
from claims.models import Claim, Review
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, LinkFactory, PositionFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db


def speakers(claim: Claim) -> list[tuple[str, str, str]]:
    return [
        (speaker.actor.name, speaker.on_behalf_of.name if speaker.on_behalf_of else "", speaker.role)
        for speaker in claim.speakers.select_related("actor", "on_behalf_of").order_by("number")
    ]


def send(client: Client, claim: Claim, **fields: object) -> tuple[int, str]:
    answer = client.post(f"/claims/{claim.pk}/speaker/", {"version": 1, "action": "assign", **fields}, follow=True)
    return answer.status_code, answer.content.decode()


def test_by_any_name_in_the_position_held_on_that_day(sign_in: Callable[..., Client]) -> None:
    claim, post = ClaimFactory(), PositionFactory(holder__name="Ana Petrova", holder__slug="ana")
    client = sign_in("editor")
    status, page = send(client, claim, who="ana petrova", role="minister")
    assert (status, "attributed to “Ana Petrova”" in page) == (200, True)
    speaker = claim.speakers.get()
    assert (speaker.actor, speaker.position, speaker.role) == (post.holder, post, "minister")
    assert "spokesman" in client.get(f"/claims/{claim.pk}/speaker/positions/?who=ana").content.decode()


def test_a_joint_statement(sign_in: Callable[..., Client]) -> None:
    claim, body = ClaimFactory(), ActorFactory(name="Ministry", kind="organization")
    for name in ("Ana", "Boris", "Carla"):
        ActorFactory(name=name)
    send(sign_in("editor"), claim, who="ana", behalf="ministry", who2="boris", who3="carla", behalf3="ministry")
    assert speakers(claim) == [("Ana", body.name, ""), ("Boris", "", ""), ("Carla", body.name, "")]


def test_a_new_actor_is_made_with_the_decision_and_goes_with_it(sign_in: Callable[..., Client]) -> None:
    claim = ClaimFactory()
    ActorFactory(name="Ministry of Rivers", kind="organization")
    new = {
        "new_name": "Dora\x07  Ilieva",
        "new_kind": "person",
        "new_aliases": "D. Ilieva\r\nIlieva",
        "new_role": "spokeswoman",
        "new_organization": "ministry of rivers",
        "new_wikidata": "q42",
    }
    send(sign_in("editor"), claim, **new)
    actor = Actor.objects.get(name="Dora Ilieva")
    assert (actor.state, actor.wikidata, actor.aliases.count()) == ("confirmed", "Q42", 3)
    assert claim.speakers.get().position == Position.objects.get(holder=actor)
    assert len(set(Review.objects.values_list("together", flat=True))) == 1
    undo(Review.objects.get(claim=claim), UserFactory())
    actor.refresh_from_db()
    assert (actor.state, claim.speakers.count()) == ("rejected", 0)


def test_what_makes_no_sense_is_told_and_stays_typed(sign_in: Callable[..., Client]) -> None:
    claim, _ = ClaimFactory(), ActorFactory(name="Ana")
    client = sign_in("editor")
    for sent, told in [
        ({}, "Write who speaks"),
        ({"who": "nobody knows it"}, "No actor is called"),
        ({"who": "ana", "new_name": "Boris"}, "one of the two"),
        ({"new_name": "Boris"}, "Say whether it is a person"),
        ({"new_name": "ana", "new_kind": "person"}, "is known as"),
        ({"new_name": "Boris", "new_kind": "person", "new_wikidata": "42"}, "no Wikidata id"),
        ({"who": "ana", "who2": "ana"}, "cannot be two of the speakers"),
        ({"who": "ana", "behalf": "ana"}, "cannot speak on behalf of itself"),
        ({"who": "x\0"}, "Null characters"),
        ({"who": "ana", "action": "all"}, "Select a valid choice"),
        ({"who": "ana", "outlet": "a\0b"}, "There is no outlet"),
    ]:
        status, page = send(client, claim, note="kept", **sent)
        assert (status, told in page, "kept</textarea>" in page) == (422, True, True), sent
    assert not Review.objects.exists()
    assert Actor.objects.count() == 1
    status, page = send(client, claim, who="ana", version=3, note="kept")
    assert (status, "What you sent" in page, "kept</textarea>" in page) == (409, True, True)


def test_it_leads_back_to_where_it_was_sent_from_and_nowhere_else(sign_in: Callable[..., Client]) -> None:
    ActorFactory(name="Ana")
    client = sign_in("editor")
    for address, leads in (("/review/?story=a", "/review/?story=a"), ("https://elsewhere.example/", "")):
        claim = ClaimFactory()
        sent = {"version": 1, "action": "assign", "who": "ana", "next": address}
        answer = client.post(f"/claims/{claim.pk}/speaker/", sent)
        assert answer["Location"] == (leads or f"/claims/{claim.pk}/")


def test_a_limited_editor_attributes_claims_of_their_stories(client: Client) -> None:
    story, claim = StoryFactory(), ClaimFactory()
    ActorFactory(name="Ana")
    limited = UserFactory(role="editor", stories=[story])
    client.force_login(limited, backend="django.contrib.auth.backends.ModelBackend")
    assert send(client, claim, who="ana")[0] == 403
    LinkFactory(claim=claim, story=story)
    assert send(client, claim, who="ana")[0] == 200
    assert send(client, claim, new_name="Boris", new_kind="person", version=2)[0] == 403
