"""No training in between: an alias, a position, and the next article is read with them."""

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from actors.models import Actor
from claims.models import Claim
from claims.services.actors.decide import Details, decide_actor
from claims.services.extract import extract_due, request_missing
from claims.services.review import Correction, SpeakerChoice, decide
from tests.factories import ActorFactory, ArticleFactory, PositionFactory, UserFactory

pytestmark = pytest.mark.django_db


def read(text: str) -> Claim:
    """The claim of a new article, as the pipeline finds it."""
    article = ArticleFactory(text=text)
    request_missing()
    while extract_due():
        pass
    claim: Claim = Claim.objects.get(snapshot=article.latest)
    return claim


def speakers(claim: Claim) -> list[Actor]:
    return [speaker.who for speaker in claim.speakers.all()]


def test_an_alias_of_somebody_whom_the_machine_took_for_another() -> None:
    editor, ana = UserFactory(role="editor"), ActorFactory(name="Anna Lindqvist")
    first = read("“The harbour opens in May,” Ana Petrova said.")
    [taken_for] = speakers(first)
    assert (taken_for.name, taken_for.state) == ("Ana Petrova", Actor.State.PROPOSED)
    decide(first, editor, "correct", first.version, Correction(speakers=[SpeakerChoice(ana)]))
    decide_actor(ana, editor, "correct", ana.version, Details(aliases=["Anna Lindqvist", "Ana Petrova"]))
    again = read("Ana Petrova said on Monday that the harbour would stay closed.")
    assert speakers(again) == [ana]


def test_a_position_of_somebody_whom_texts_call_by_it() -> None:
    norland = ActorFactory(name="Government of Norland", aliases=["Norland"], kind=Actor.Kind.ORGANIZATION)
    ana = ActorFactory(name="Anna Lindqvist")
    text = "“The harbour opens in May,” the prime minister of Norland said."
    assert ana not in speakers(read(text))
    office = ActorFactory(name="Prime Minister of Norland", kind=Actor.Kind.OFFICE)
    PositionFactory(holder=ana, organization=norland, office=office, role="prime minister", held=DateRange(None, None))
    assert speakers(read(f"{text} It rained.")) == [ana]
