"""On the page of what was decided: who, when, from what to what, why; never in the words of a database."""

from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim
from claims.services.actors.decide import Details, decide_actor
from claims.services.correction import Place
from claims.services.place import attach
from claims.services.review import Correction, Marked, SpeakerChoice, decide
from claims.services.undo import undo
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    PositionFactory,
    StoryFactory,
    UserFactory,
)
from tests.outputs import span

pytestmark = pytest.mark.django_db

TEXT = "“The well is dry, and the pump is broken,” said Ada Quist on Tuesday."


@pytest.fixture
def claim() -> Claim:
    made: Claim = ClaimFactory(
        snapshot=ArticleFactory(text=TEXT).latest,
        content=span(TEXT, "The well is dry, and the pump is broken"),
        source=span(TEXT, "Ada Quist"),
        speaker=ActorFactory(name="The Machine", slug="machine"),
    )
    return made


@pytest.fixture
def history(sign_in: Callable[..., Client], claim: Claim) -> Callable[[], str]:
    client = sign_in("editor")

    def read() -> str:
        page = client.get(f"/claims/{claim.pk}/").content.decode()
        return " ".join(page[page.index('id="history"') : page.index('id="facts"')].split())

    return read


def correct(claim: Claim, note: str = "", **values: object) -> None:
    by = UserFactory(first_name="Bo", last_name="Lind")
    claim.refresh_from_db()
    decide(claim, by, "correct", claim.version, Correction(**values), note=note)  # type: ignore[arg-type]


def test_a_speaker_by_name_with_a_link(claim: Claim, history: Callable[[], str]) -> None:
    office = PositionFactory(organization__name="City of Wells", role="mayor")
    mayor = office.holder
    correct(claim, "He says so <b>himself</b>.", speakers=[SpeakerChoice(mayor, position=office, role="")])
    told = history()
    assert "<bdi>Bo Lind</bdi></b> corrected who speaks" in told
    assert '<a href="/actors/machine/"><bdi>The Machine</bdi></a>' in told
    assert f'<a href="{mayor.get_absolute_url()}"><bdi>{mayor}</bdi></a>, mayor, for <a' in told
    assert "He says so &lt;b&gt;himself&lt;/b&gt;." in told


def test_words_with_what_differs_marked(claim: Claim, history: Callable[[], str]) -> None:
    cut = Marked(span(TEXT, "The well is dry, and the pump"), span(TEXT, "Ada"), [])
    correct(claim, spans=cut)
    told = history()
    assert "The well is dry, and the pump<del> is broken</del>" in told
    assert "Ada<del> Quist</del>" in told


def test_days_as_people_write_them(claim: Claim, history: Callable[[], str]) -> None:
    correct(claim, said_on="2024-09-17")
    told = history()
    assert "corrected the day" in told
    assert "17 Sep 2024" in told


def test_places_by_their_titles(claim: Claim, history: Callable[[], str]) -> None:
    event = EventFactory(title="The pump breaks", story=StoryFactory(slug="wells"))
    attach([claim.pk], Place(event.story, event), UserFactory())
    assert "The pump breaks</bdi></a>" in history()


def test_an_undo_says_whose_decision_it_took_back(claim: Claim, history: Callable[[], str]) -> None:
    review = decide(claim, UserFactory(first_name="Bo"), "reject", claim.version)
    undo(review, UserFactory(first_name="Cy"), note="It is one.")
    told = history()
    assert "<bdi>Cy</bdi></b> undid what Bo rejected" in told
    assert "<b>undone</b> by <bdi>Cy</bdi>" in told
    assert "rejected</span> <span" in told


def test_aliases_that_came_and_went(sign_in: Callable[..., Client]) -> None:
    actor = ActorFactory(name="Ada Quist", aliases=["Quist", "Quisst"])
    review = decide_actor(actor, UserFactory(), "correct", 1, Details(aliases=["Quist", "A. Quist"], kind="group"))
    told = sign_in().get(f"/log/{review.pk}/").content.decode()
    assert "<del>Quisst, </del>" in told
    assert "corrected the kind and the aliases" in told


def test_who_only_reads_is_offered_no_undo(claim: Claim, sign_in: Callable[..., Client]) -> None:
    review = decide(claim, UserFactory(), "confirm", claim.version)
    for page in (f"/claims/{claim.pk}/", f"/log/{review.pk}/"):
        told = sign_in("analyst").get(page).content.decode()
        assert "confirmed" in told
        assert "/undo/" not in told
