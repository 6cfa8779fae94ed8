"""What a claim shows of its speaker: actors, positions, candidates, or a description."""

import datetime as dt

import pytest

from claims.models import Claim
from claims.services.demo import seed_world
from tests.factories import ArticleFactory
from tests.outputs import only, person, run, said

pytestmark = pytest.mark.django_db

TEXT = "“We have a date,” they said on Monday."
MONDAY = {"start": "2024-09-16", "end": "2024-09-16", "text": "Monday"}


def claim(**speaker: str | None) -> Claim:
    seed_world()
    found = said(TEXT, "We have a date", "they", {"kind": "person", **speaker}, said_on=MONDAY)
    run(ArticleFactory(text=TEXT).latest, found)
    return only()


def names(claim: Claim) -> list[str]:
    return [speaker.actor.name for speaker in claim.speakers.all()]


def test_a_position_speaks_for_office_and_organisation() -> None:
    speaker = claim(name="Mohammed Shia al-Sudani", role="prime minister").speakers.get()
    assert speaker.position is not None
    assert (str(speaker.on_behalf_of), str(speaker.position.organization), speaker.role) == (
        "Prime Minister of Iraq",
        "Government of Iraq",
        "prime minister",
    )


@pytest.mark.parametrize("key", ["name", "description"])
def test_a_joint_statement_has_two_speakers(key: str) -> None:
    joint = claim(**{"name": None, "kind": "unnamed", key: "Baghdad and Washington"})
    assert names(joint) == ["Government of Iraq", "Government of the United States"]
    assert joint.unnamed == ""


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("the Iraqi prime minister", ["Mohammed Shia al-Sudani"]),
        ("The Nujaba movement, which belongs to the alliance", ["Nujaba movement"]),
        ("two Iraqi officials", []),
        ("a Nujaba movement", []),
        ("the prime minister", []),
    ],
)
def test_a_description_is_somebody_where_the_database_knows_it_as_a_name(description: str, expected: list[str]) -> None:
    described = claim(name=None, kind="unnamed", description=description)
    assert names(described) == expected
    assert described.unnamed == ("" if expected else description)


def test_an_ambiguous_name_has_candidates_and_less_confidence() -> None:
    ambiguous = claim(name="Foreign Ministry", kind="organization")
    assert names(ambiguous) == []
    assert ambiguous.speaker_name == "Foreign Ministry"
    assert {c.actor.name for c in ambiguous.candidates.all()} == {"Iraqi Foreign Ministry", "Iranian Foreign Ministry"}
    assert ambiguous.doubtful
    assert ambiguous.confidence < 0.5


def test_the_day_is_that_of_speaking_else_of_publication() -> None:
    dated = claim(name="IDF", kind="organization")
    assert (dated.day, dated.said_on_text, dated.said_on_edtf) == (dt.date(2024, 9, 16), "Monday", "2024-09-16")
    latest = ArticleFactory(text=TEXT).latest
    run(latest, said(TEXT, "We have a date", "they", person("IDF")))
    assert Claim.objects.get(snapshot=latest).day == dt.date(2024, 9, 19)


def test_dates_inside_the_words_as_said_and_as_meant() -> None:
    text = "“They leave by the end of 2026,” Ada Quist said."
    start = text.index("the end of 2026")
    date = {"start": start, "end": start + 15, "type": "DATE", "value": "2026"}
    run(ArticleFactory(text=text).latest, said(text, "They leave by the end of 2026", "Ada Quist", dates=[date]))
    stored = only().dates.get()
    assert (stored.text, stored.edtf) == ("by the end of 2026", "../2026-12-31")
    assert stored.days is not None
    assert (stored.days.lower, stored.days.upper) == (None, dt.date(2027, 1, 1))
