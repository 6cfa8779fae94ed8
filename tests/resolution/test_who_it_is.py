"""From a name in an article to an actor of the demo's world: one with a reason, or candidates and no guess."""

import datetime as dt

import pytest

from actors.models import Actor
from actors.resolution import Mention, resolve
from claims.services.demo import seed_world
from tests.factories import ActorFactory

pytestmark = pytest.mark.django_db

DAY = dt.date(2024, 9, 17)
SUDANI, MINISTER = "Mohammed Shia al-Sudani", "Prime Minister of Iraq"


@pytest.fixture(autouse=True)
def _world() -> None:
    seed_world()


@pytest.mark.parametrize(
    ("mention", "name", "spoken_for"),
    [
        (
            Mention("Matthew Miller", role="spokesman", on_behalf_of="State Department", day=DAY),
            "Matthew Miller",
            "State Department",
        ),
        (Mention("Miller", role="spokesman", on_behalf_of="Department", day=DAY), "Matthew Miller", "State Department"),
        (Mention("Patrick Ryder", role="spokesman", on_behalf_of="Pentagon", day=DAY), "Patrick Ryder", "Pentagon"),
        (Mention(SUDANI, day=DAY), SUDANI, MINISTER),
        (Mention("Mohamed Shiaa Al-Sudani", day=DAY), SUDANI, MINISTER),
        (
            Mention("Fuad Hussein", role="foreign minister", on_behalf_of="Foreign Ministry", day=DAY),
            "Fuad Hussein",
            "Iraqi Foreign Ministry",
        ),
        (Mention("Iraqi prime minister", kind="office", day=DAY), SUDANI, MINISTER),
        (Mention("prime minister", kind="office", on_behalf_of="Iraq", day=DAY), SUDANI, MINISTER),
        (Mention("Iraqi prime minister", kind="office", day=dt.date(2021, 7, 26)), "Mustafa al-Kadhimi", MINISTER),
        (Mention("American president", kind="office", day=DAY), "Joe Biden", "Government of the United States"),
        (Mention("Iraqi prime minister", kind="office"), MINISTER, None),
        (Mention("Ned Price", on_behalf_of="State Department", day=DAY), "Ned Price", None),
        (Mention("Ned Price", role="spokesman", day=dt.date(2022, 5, 1)), "Ned Price", "State Department"),
        (Mention("IDF", kind="organization", day=DAY), "Israel Defense Forces", None),
        (Mention("Zoë Brännström", role="researcher", day=DAY), "Zoë Brännström", None),
    ],
)
def test_resolved(mention: Mention, name: str, spoken_for: str | None) -> None:
    found = resolve([mention])[mention]
    assert found.actor is not None, found.reason
    assert (found.actor.name, found.on_behalf_of and found.on_behalf_of.name) == (name, spoken_for)
    assert found.reason
    assert found.score >= 0.9


def test_a_shared_name_gives_candidates_and_no_guess() -> None:
    mention = Mention("Foreign Ministry", kind="organization", day=DAY)
    found = resolve([mention])[mention]
    assert found.actor is None
    assert not found.new
    assert {c.actor.name for c in found.candidates} == {"Iraqi Foreign Ministry", "Iranian Foreign Ministry"}
    assert all(candidate.reason for candidate in found.candidates)


def test_a_shared_surname_is_told_apart_by_the_position() -> None:
    ActorFactory(name="Dennis Miller", aliases=["Miller"])
    mention = Mention("Miller", role="spokesman", on_behalf_of="State Department", day=DAY)
    found = resolve([mention])[mention]
    assert found.actor is not None
    assert found.actor.name == "Matthew Miller"
    assert "spokesman" in found.reason


def test_a_name_shared_by_a_person_and_a_place_is_told_apart_by_the_kind() -> None:
    person = ActorFactory(name="Denzel Washington", aliases=["Washington"])
    mention = Mention("Washington", kind="person", day=DAY)
    assert resolve([mention])[mention].actor == person


def test_a_bare_surname_is_that_of_the_only_such_speaker_in_the_article() -> None:
    full, bare = Mention("Ingrid Solheim", day=DAY), Mention("Solheim", day=DAY)
    actor = ActorFactory(name="Ingrid Solheim")
    found = resolve([bare, full])
    assert found[bare].actor == found[full].actor == actor


def test_a_bare_surname_of_nobody_in_the_article_is_not_guessed() -> None:
    ActorFactory(name="Ingrid Solheim")
    bare = Mention("Solheim", day=DAY)
    assert resolve([bare])[bare].actor is None


def test_similar_is_not_the_same() -> None:
    mention = Mention("Mohammed Sudani Hassan", day=DAY)
    found = resolve([mention])[mention]
    assert found.actor is None
    assert found.new


def test_similar_names_are_shown_beside_a_new_one() -> None:
    mention = Mention("Yahya Rasoola", day=DAY)
    found = resolve([mention])[mention]
    assert found.new
    assert [candidate.actor.name for candidate in found.candidates] == ["Yahya Rasool"]


def test_a_merged_actor_is_its_survivor() -> None:
    survivor = ActorFactory(name="Ingrid Solheim-Dahl")
    ActorFactory(name="Ingrid Solheim", merged_into=survivor, canonical=survivor)
    mention = Mention("Ingrid Solheim")
    assert resolve([mention])[mention].actor == survivor


def test_a_rejected_actor_is_nobody() -> None:
    ActorFactory(name="Ain al-Asad", state=Actor.State.REJECTED)
    mention = Mention("Ain al-Asad")
    assert resolve([mention])[mention].actor is None


def test_an_article_takes_a_fixed_number_of_queries(django_assert_max_num_queries: object) -> None:
    names = ["Matthew Miller", "Patrick Ryder", "IDF", "Foreign Ministry", "Somebody Else", "Another One"]
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        resolve([Mention(name, day=DAY) for name in names])
