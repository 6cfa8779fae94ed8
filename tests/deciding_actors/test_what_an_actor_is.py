"""Names, aliases, kinds and ids of actors as people decide them, field by field, each undone by itself."""

import pytest
from django.test import Client

from actors.models import Actor
from actors.resolution import Mention, resolve
from claims.models import SavedSearch
from claims.services.actors.decide import Details, add_actor, decide_actor
from claims.services.refusals import Refused, Stale
from claims.services.undo import undo
from tests.factories import ActorFactory, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db


def aliases(actor: Actor) -> set[str]:
    return set(actor.aliases.values_list("text", flat=True))


def test_a_renamed_actor_keeps_its_old_address_name_and_followers(client: Client) -> None:
    actor, reader = ActorFactory(name="Mohammed Shia", slug="mohammed-shia"), UserFactory()
    SavedSearch.objects.create(owner=reader, name="him", query="who=mohammed-shia")
    review = decide_actor(actor, UserFactory(), "correct", 1, Details(name="Mohammed  Shia al-Sudani"))
    actor.refresh_from_db()
    assert (actor.name, actor.slug) == ("Mohammed Shia al-Sudani", "mohammed-shia-al-sudani")
    assert aliases(actor) == {"Mohammed Shia", "Mohammed Shia al-Sudani"}
    client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/actors/mohammed-shia/")["Location"] == "/actors/mohammed-shia-al-sudani/"
    assert client.get("/claims/?who=mohammed-shia").status_code == 200
    assert SavedSearch.objects.get().query == "who=mohammed-shia-al-sudani"
    undo(review, UserFactory())
    actor.refresh_from_db()
    assert (actor.name, actor.slug, aliases(actor)) == ("Mohammed Shia", "mohammed-shia", {"Mohammed Shia"})
    assert client.get("/actors/mohammed-shia-al-sudani/")["Location"] == "/actors/mohammed-shia/"


def test_an_alias_resolves_the_next_mention_until_it_is_undone() -> None:
    actor = ActorFactory(name="State Department")
    first = decide_actor(actor, UserFactory(), "correct", 1, Details(aliases=["Foggy Bottom"]))
    decide_actor(actor, UserFactory(), "correct", 2, Details(aliases=["Foggy Bottom", "State"]))
    mention = Mention("Foggy Bottom", "organization")
    assert resolve([mention])[mention].actor == actor
    undo(first, UserFactory())
    assert resolve([mention])[mention].actor is None
    assert aliases(actor) == {"State Department", "State"}


def test_a_made_actor_is_gone_again_unless_claims_are_its() -> None:
    actor = add_actor(UserFactory(), "Rapid Relief", "organization", Details(aliases=["RR"], wikidata="q42"))
    assert (actor.state, actor.wikidata, aliases(actor)) == ("confirmed", "Q42", {"Rapid Relief", "RR"})
    review, claim = actor.reviews.get(), ClaimFactory(speaker=actor)
    with pytest.raises(Refused, match="1 claim is"):
        undo(review, UserFactory())
    claim.speakers.all().delete()
    undo(review, UserFactory())
    assert not Actor.objects.surviving().filter(pk=actor.pk).exists()


@pytest.mark.parametrize(
    ("name", "kind", "details", "told"),
    [
        (" ", "person", Details(), "Write a name"),
        ("x" * 301, "person", Details(), "Write a name"),
        ("Somebody", "ship", Details(), "person, an organisation"),
        ("known", "person", Details(), "already"),
        ("Somebody", "person", Details(wikidata="796"), "no Wikidata id"),
        ("Somebody", "person", Details(wikidata="Q1"), "merge"),
        ("Somebody", "person", Details(aliases=[f"name {n}" for n in range(201)]), "at most 200"),
    ],
)
def test_what_makes_no_sense_makes_no_actor(name: str, kind: str, details: Details, told: str) -> None:
    ActorFactory(name="Known", wikidata="Q1")
    with pytest.raises(Refused, match=told):
        add_actor(UserFactory(), name, kind, details)
    assert Actor.objects.count() == 1


def test_two_editors_at_one_actor() -> None:
    actor = ActorFactory()
    decide_actor(actor, UserFactory(), "confirm", 1)
    with pytest.raises(Stale) as caught:
        decide_actor(actor, UserFactory(), "correct", 1, Details(name="Mine"))
    assert caught.value.submitted["details"].name == "Mine"


def test_nobody_rejects_a_speaker() -> None:
    actor = ActorFactory()
    ClaimFactory(speaker=actor)
    with pytest.raises(Refused, match="somebody else"):
        decide_actor(actor, UserFactory(), "reject", 1)
