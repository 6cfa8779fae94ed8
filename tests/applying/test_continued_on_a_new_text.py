import pytest

from claims.models import Claim, Link
from claims.services.review import Correction, SpeakerChoice, decide, undo
from tests.factories import ActorFactory, ArticleFactory, LinkFactory, UserFactory
from tests.outputs import new_text, person, run, said

pytestmark = pytest.mark.django_db

TEXT = "“The well is dry,” Ada Quist said. “Ask me in May,” Bo Lind said."
LONGER = f"Updated 🕊️ at noon. {TEXT} “We dig on,” Ada Quist said."


@pytest.fixture
def claim() -> Claim:
    run(ArticleFactory(text=TEXT).latest, said(TEXT, "The well is dry", "Ada Quist", person("Ada Quist"), cue="said"))
    return Claim.objects.get()


def test_a_reviewed_claim_is_continued_with_its_decisions_and_links(claim: Claim) -> None:
    right = ActorFactory()
    decide(claim, UserFactory(), "correct", claim.version, Correction(speakers=[SpeakerChoice(right)]))
    LinkFactory(claim=claim, state=Link.State.CONFIRMED)
    latest = new_text(claim.snapshot.article, LONGER)
    run(latest, said(LONGER, "The well is dry", "Ada Quist", person("Ada Quist"), cue="said"))
    new = Claim.objects.current().get()
    assert new.continues == claim
    assert LONGER[slice(*new.content[0])] == "The well is dry"
    assert (new.state, new.held, new.source_text) == ("corrected", ["speaker"], "Ada Quist")
    assert [speaker.actor for speaker in new.speakers.all()] == [right]
    assert new.links.get().state == Link.State.CONFIRMED


@pytest.mark.parametrize("text", ["“The well was dry,” Ada Quist said.", f"{TEXT} {TEXT}"])
def test_it_stays_where_its_text_does_not_occur_exactly_once(claim: Claim, text: str) -> None:
    decide(claim, UserFactory(), "confirm", claim.version)
    run(new_text(claim.snapshot.article, text))
    assert list(Claim.objects.all()) == [claim]


def test_what_nobody_decided_is_not_continued(claim: Claim) -> None:
    run(new_text(claim.snapshot.article, LONGER))
    assert list(Claim.objects.all()) == [claim]


def test_a_rejected_claim_is_not_proposed_on_the_new_text(claim: Claim) -> None:
    decide(claim, UserFactory(), "reject", claim.version)
    run(new_text(claim.snapshot.article, LONGER), said(LONGER, "The well is dry", "Ada Quist"))
    assert not Claim.objects.standing().exists()


def test_an_old_decision_is_undone_on_the_new_text(claim: Claim) -> None:
    other = Correction(speakers=[SpeakerChoice(ActorFactory())])
    review = decide(claim, UserFactory(), "correct", claim.version, other)
    run(new_text(claim.snapshot.article, LONGER))
    undo(review, UserFactory())
    new = Claim.objects.current().get()
    assert (new.state, new.held, new.speakers.get().actor.name) == ("proposed", [], "Ada Quist")


def test_it_is_continued_only_once(claim: Claim) -> None:
    decide(claim, UserFactory(), "confirm", claim.version)
    latest = new_text(claim.snapshot.article, LONGER)
    run(latest)
    run(latest)
    assert Claim.objects.count() == 2
