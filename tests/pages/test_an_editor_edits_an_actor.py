"""What an actor is, its positions and its history, on one page of plain forms."""

from collections.abc import Callable

import pytest
from django.test import Client

from actors.models import Actor, Position
from claims.models import Review
from claims.services.actors.decide import Details, decide_actor
from tests.factories import ActorFactory, PositionFactory, StoryFactory, UserFactory

pytestmark = pytest.mark.django_db
NOW = {"initial-name": "Ana Petrova", "initial-kind": "person", "initial-aliases": "Ana Petrova"}
SENT = {"name": "Ana Petrova", "kind": "person", "aliases": "Ana Petrova", "action": "correct", "version": 1, **NOW}


@pytest.fixture
def ana() -> Actor:
    actor: Actor = ActorFactory(name="Ana Petrova", slug="ana", state="proposed")
    return actor


def test_everything_is_changed_and_undone(sign_in: Callable[..., Client], ana: Actor) -> None:
    client = sign_in("editor")
    assert 'href="/actors/ana/edit/"' in client.get("/actors/ana/").content.decode()
    new = {
        "name": "Ana\u202e  Petrova-Ilieva\x07",
        "aliases": "Ana Petrova\r\nA. Petrova\r\n\r\nA. Petrova",
        "wikidata": "https://www.wikidata.org/wiki/Q42",
        "description": "<b>Minister</b>\x00 of rivers",
    }
    answer = client.post("/actors/ana/edit/", {**SENT, **new, "action": "confirm", "note": "as the register has it"})
    assert (answer.status_code, answer["Location"]) == (302, "/actors/ana-petrova-ilieva/edit/")
    ana.refresh_from_db()
    assert (ana.name, ana.wikidata, ana.state) == ("Ana Petrova-Ilieva", "Q42", "confirmed")
    assert {alias.text for alias in ana.aliases.all()} == {"Ana Petrova", "A. Petrova", "Ana Petrova-Ilieva"}
    page = client.get("/actors/ana-petrova-ilieva/edit/").content.decode()
    assert "&lt;b&gt;Minister&lt;/b&gt; of rivers" in page
    assert "as the register has it" in page
    review = Review.objects.get()
    assert f'action="/log/{review.pk}/undo/"' in page
    client.post(f"/log/{review.pk}/undo/")
    ana.refresh_from_db()
    assert (ana.name, ana.slug, ana.wikidata, ana.state) == ("Ana Petrova", "ana", "", "proposed")
    assert client.get("/actors/ana-petrova-ilieva/edit/")["Location"] == "/actors/ana/edit/"


def test_a_stale_form_shows_both_versions_and_touches_only_what_was_typed(
    sign_in: Callable[..., Client], ana: Actor
) -> None:
    decide_actor(ana, UserFactory(username="other"), "correct", 1, Details(aliases=["The Minister"]), note="alias")
    client = sign_in("editor")
    answer = client.post("/actors/ana/edit/", {**SENT, "description": "Minister of rivers", "note": "mine"})
    page = answer.content.decode()
    assert answer.status_code == 409
    for told in (
        "What you sent",
        "What was decided meanwhile",
        "<bdi>other</bdi></b> corrected the aliases",
        "Minister of rivers",
        "mine</textarea>",
    ):
        assert told in page
    form = answer.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    again |= {f"initial-{name}": value for name, value in form.data.items() if not name.startswith("initial-")}
    client.post("/actors/ana/edit/", {**again, "initial-description": "", "action": "correct"})
    ana.refresh_from_db()
    assert ana.description == "Minister of rivers"
    assert ana.aliases.filter(text="The Minister").exists()


def test_what_makes_no_sense_is_told_and_stays_typed(sign_in: Callable[..., Client], ana: Actor) -> None:
    client = sign_in("editor")
    for sent, told in [
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 301}, "at most 300 characters"),
        ({"wikidata": "42", "description": "kept"}, "is no Wikidata id"),
        ({}, "Nothing was changed."),
        ({"action": "explode"}, "Select a valid choice"),
        ({"version": "9" * 30}, "less than or equal"),
    ]:
        answer = client.post("/actors/ana/edit/", {**SENT, **sent})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert sent.get("description", "") in answer.content.decode()
    assert not Review.objects.exists()


def test_positions_are_added_corrected_and_decided(sign_in: Callable[..., Client], ana: Actor) -> None:
    ActorFactory(name="Ministry of Rivers", slug="ministry", kind="organization")
    client = sign_in("editor")
    new = {"action": "add", "role": "minister", "organization": "ministry of rivers", "since": "late 2022"}
    client.post("/actors/ana/positions/", {**new, "until": "by the end of 2026"})
    position = Position.objects.get()
    assert (position.role, position.until, position.state) == ("minister", "../2026-12-31", "confirmed")
    page = client.get("/actors/ana/edit/").content.decode()
    assert "by the end of 2026" in page
    assert position.since in page
    address = f"/actors/ana/positions/{position.pk}/"
    client.post(address, {**new, "action": "correct", "version": 2, "since": "27 Oct 2022", "until": "still"})
    position.refresh_from_db()
    assert (position.since, position.until) == ("2022-10-27", "")
    assert client.post(address, {"action": "reject", "version": 2}).status_code == 409
    client.post(address, {"action": "reject", "version": 3})
    late = client.post(address, {"action": "reject", "version": 2}).content.decode()
    assert 'name="back" value="/actors/ana/"' in late
    client.post(f"/log/{position.reviews.latest('id').pk}/undo/")
    position.refresh_from_db()
    assert position.state == "confirmed"


def test_positions_that_make_no_sense(sign_in: Callable[..., Client], ana: Actor) -> None:
    elsewhere = PositionFactory()
    client = sign_in("editor")
    for sent, told in [
        ({"role": "envoy"}, "for which organisation"),
        ({"role": "envoy", "organization": "nobody knows it"}, "No actor is called"),
        ({"role": "envoy", "organization": "ana"}, "no position in itself"),
        (
            {"role": "envoy", "organization": elsewhere.organization.slug, "since": "whenever"},
            "not understood",
        ),
        (
            {"role": "envoy", "organization": elsewhere.organization.slug, "since": "2024", "until": "2020"},
            "before it begins",
        ),
    ]:
        answer = client.post("/actors/ana/positions/", {"action": "add", **sent})
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert 'value="envoy"' in answer.content.decode()
    assert client.post(f"/actors/ana/positions/{elsewhere.pk}/", {"action": "reject"}).status_code == 404


def test_only_editors_without_a_limit(client: Client, ana: Actor) -> None:
    story = StoryFactory()
    for person in (UserFactory(), UserFactory(role="editor", stories=[story])):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get("/actors/ana/edit/").status_code == 403
        assert client.post("/actors/ana/edit/", SENT).status_code == 403
        assert client.post("/actors/ana/positions/", {"action": "add"}).status_code == 403
        assert "/actors/ana/edit/" not in client.get("/actors/ana/").content.decode()
