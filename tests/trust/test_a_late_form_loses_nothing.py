"""Both versions are told, whatever was typed, and the form has it still."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from django.test import Client

from claims.models import Claim
from claims.services.correction import Place
from claims.services.decide_event import EventDetails, decide_event
from claims.services.refusals import Stale
from claims.services.review import Correction, Marked, SpeakerChoice, decide
from tests.factories import ActorFactory, ClaimFactory, EventFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_on_the_page_of_a_claim(sign_in: Callable[..., Client]) -> None:
    claim: Claim = ClaimFactory(speaker=ActorFactory(name="The Machine"))
    other = SpeakerChoice(ActorFactory(name="Rightly Named"))
    decide(claim, UserFactory(first_name="Bo"), "correct", 1, Correction(speakers=[other]), note="I rang her.")
    sent = {"version": 1, "action": "correct", "choice": "nobody", "unnamed": "an <i>engineer</i>", "note": "By ear."}
    page = sign_in("editor").post(f"/claims/{claim.pk}/decide/", sent)
    assert page.status_code == 409
    told = page.content.decode()
    assert all(each in told for each in ("Rightly Named", "Bo", "I rang her.", "an &lt;i&gt;engineer&lt;/i&gt;"))
    assert told.count("By ear.") == 2, "beside what stands, and in the form"


def test_every_field_of_a_correction() -> None:
    claim: Claim = ClaimFactory()
    event = EventFactory(title="The dam breaks")
    actor = ActorFactory(name="Ada Quist")
    decide(claim, UserFactory(), "confirm", 1)
    correction = Correction(
        spans=Marked([[1, 14]], [], []),
        kind="mixed",
        speakers=[SpeakerChoice(actor, on_behalf_of=ActorFactory(name="City of Wells"))],
        said_on="2024-09-17",
        places=[Place(event.story, event)],
    )
    with pytest.raises(Stale) as late:
        decide(claim, UserFactory(), "correct", 1, correction, note="All of it.")
    told = render_to_string("claims/_stale.html", {"stale": late.value})
    words = claim.snapshot.text[1:14]
    for each in (words, "mixed", "Ada Quist, for City of Wells", "17 Sep 2024", "The dam breaks", "All of it."):
        assert each in told


def test_of_an_event() -> None:
    event = EventFactory(title="The dam")
    decide_event(event, UserFactory(first_name="Bo"), "correct", 1, EventDetails(title="The dam breaks"))
    details = EventDetails(title="A dam burst", keywords=["dam", "river"])
    with pytest.raises(Stale) as late:
        decide_event(event, UserFactory(), "correct", 1, details, note="So they call it.")
    told = render_to_string("claims/_stale.html", {"stale": late.value})
    for each in ("A dam burst", "dam; river", "So they call it.", "The dam<ins> breaks</ins>"):
        assert each in told
