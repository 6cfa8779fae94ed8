"""The first article that the product must handle, among the demo's actors and stories: who said what, when, on what."""

import datetime as dt
from pathlib import Path

import pytest

from actors.models import Actor
from claims.models import Claim, ClaimQuerySet, Extraction
from claims.services.demo import seed_world
from claims.services.extract import extract_due, request_missing
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db

# Words of each quoted passage, in the order of the text, by the actor who says them.
BY = {
    "hussein-al-musawi": ["clear and explicit position", "everything was unclear", "will not keep its promises"],
    "mohammed-shia-al-sudani": ["agreement to organize this", "degradation of ISIS"],
    "matthew-miller": ["a number of discussions", "a number of factors", "discussions are ongoing"],
    "patrick-ryder": ["talked about in the past", "sustainable bilateral security"],
    "islamic-resistance-in-iraq": ["the enemies’ strongholds"],
    "israel-defense-forces": ["hostile air infiltration", "intercepted by IAF"],
}
FOR = {
    "nujaba-movement": "hussein-al-musawi",
    "state-department": "matthew-miller",
    "pentagon": "patrick-ryder",
    "prime-minister-of-iraq": "mohammed-shia-al-sudani",
}


@pytest.fixture(autouse=True)
def _extracted(newsweek: Path) -> None:
    seed_world()
    text = newsweek.read_text(encoding="utf-8")
    title = text.strip().splitlines()[3]
    ArticleFactory(text=text, title=title, published_at=dt.datetime(2024, 9, 19, 12, tzinfo=dt.UTC))
    request_missing()
    assert extract_due() == 1
    assert Extraction.objects.get().error == ""


def by(slug: str) -> ClaimQuerySet:
    return Claim.objects.standing().said_by(Actor.objects.get(slug=slug))


def quoted() -> ClaimQuerySet:
    return Claim.objects.standing().exclude(kind=Claim.Kind.INDIRECT)


@pytest.mark.parametrize("slug", BY)
def test_their_own_page_has_their_claims(slug: str) -> None:
    said = " ".join(by(slug).values_list("content_text", flat=True))
    assert [words for words in BY[slug] if words not in said] == []


@pytest.mark.parametrize("slug", BY)
def test_and_nobody_elses(slug: str) -> None:
    others = [words for other in BY if other != slug for words in BY[other]]
    said = " ".join(by(slug).values_list("content_text", flat=True))
    assert [words for words in others if words in said] == []


@pytest.mark.parametrize("slug", FOR)
def test_on_behalf_of(slug: str) -> None:
    actor = Actor.objects.get(slug=slug)
    made = Claim.objects.standing().on_behalf_of(actor)
    assert set(made) == set(by(FOR[slug]))
    assert made.exists()


def test_the_claim_of_haifa_is_nobodys_page_but_the_militias() -> None:
    haifa = quoted().get(content_text__contains="in continuation of our resistance")
    assert {speaker.actor.slug for speaker in haifa.speakers.all()} <= {"islamic-resistance-in-iraq"}
    assert haifa.unnamed or haifa.speakers.exists()


@pytest.mark.parametrize(
    ("slug", "day"),
    [
        ("mohammed-shia-al-sudani", dt.date(2024, 9, 15)),
        ("matthew-miller", dt.date(2024, 9, 16)),
        ("patrick-ryder", dt.date(2024, 9, 17)),
    ],
)
def test_said_on(slug: str, day: dt.date) -> None:
    said = by(slug) & quoted()
    # What he asserted beside the interview has no day of its own.
    dated = said.filter(content_text__contains="organize this") if slug.endswith("sudani") else said
    assert {claim.day for claim in dated} == {day}


@pytest.mark.parametrize("slug", ["mohammed-shia-al-sudani", "matthew-miller"])
def test_on_the_timeline_of_the_withdrawal(slug: str) -> None:
    said = by(slug) & quoted()
    assert said.exists()
    for claim in said:
        link = claim.links.get(story__slug="withdrawal-deal")
        assert link.reason
        assert link.score >= 0.5


def test_not_on_the_timeline_of_the_withdrawal() -> None:
    linked = Claim.objects.filter(links__story__slug="withdrawal-deal")
    assert not (linked & by("israel-defense-forces")).exists()
    assert not linked.filter(content_text__contains="in continuation of our resistance").exists()


def test_a_journalists_word_is_nobodys_claim_on_a_new_page() -> None:
    """Names that are no names would be proposed as actors."""
    assert list(Actor.objects.proposed().values_list("name", flat=True)) == []
