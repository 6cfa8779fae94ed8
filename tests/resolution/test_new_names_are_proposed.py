import datetime as dt
import threading

import pytest
from django.db import connection, transaction

from actors.models import Actor, Position
from actors.resolution import Mention
from actors.services.propose import resolve_or_propose
from tests.factories import ActorFactory

DAY = dt.date(2024, 9, 17)


def settled(*mentions: Mention) -> list[Actor | None]:
    found = resolve_or_propose(mentions)
    return [found[mention].actor for mention in mentions]


@pytest.mark.django_db
def test_a_new_name_is_a_proposed_actor_with_its_organisation_as_a_proposed_position() -> None:
    ministry = ActorFactory(name="Ministry of Rivers", kind="organization")
    (actor,) = settled(Mention("Ada Quist", role="spokeswoman", on_behalf_of="the Ministry of Rivers", day=DAY))
    assert actor is not None
    assert (actor.state, actor.slug, actor.kind) == ("proposed", "ada-quist", "person")
    position = Position.objects.get()
    assert (position.holder, position.organization, position.state) == (actor, ministry, "proposed")


@pytest.mark.django_db
def test_the_next_article_finds_the_same_actor() -> None:
    assert settled(Mention("Ada Quist")) == settled(Mention("Ada Quist", day=DAY))


@pytest.mark.django_db
def test_a_new_name_is_not_merged_into_a_similar_one() -> None:
    known = ActorFactory(name="Adda Qvist")
    mention = Mention("Adda Qvists")
    found = resolve_or_propose([mention])[mention]
    assert found.actor != known
    assert [candidate.actor for candidate in found.candidates] == [known]


@pytest.mark.django_db
def test_two_names_of_which_no_slug_can_be_made() -> None:
    (third,) = settled(Mention("岸田文雄"))
    (fourth,) = settled(Mention("石破茂"))
    assert {actor.slug for actor in (third, fourth) if actor} == {"actor", "actor-2"}


@pytest.mark.django_db
def test_what_a_person_rejected_is_not_proposed_again() -> None:
    ActorFactory(name="Ain al-Asad", state=Actor.State.REJECTED)
    assert settled(Mention("Ain al-Asad")) == [None]
    assert Actor.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["security committee", "Kurdish"])
def test_what_is_no_name_becomes_no_organisation(text: str) -> None:
    settled(Mention("Ada Quist", role="member", on_behalf_of=text))
    assert Actor.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_actor() -> None:
    met = threading.Barrier(2, timeout=5)

    def work() -> None:
        try:
            with transaction.atomic():
                met.wait()
                resolve_or_propose([Mention("Ada Quist"), Mention("Bo Lind")])
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Actor.objects.values_list("name", flat=True)) == ["Ada Quist", "Bo Lind"]
