"""A morning of two editors by keyboard alone, while workers read the same articles again and again: nobody gets the
other's claim, nothing that was decided is lost, and what is undone is as the machine would have it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from actors.models import Actor
from claims.models import Claim, Review
from claims.services.demo import ARTICLES, seed_world
from claims.services.listing import Differences, differences
from sources.models import Article
from tests.browser.editor import Editor
from tests.browser.readings import Readings

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30_000
"""Milliseconds: the machine has all of this to do at once."""
READ = 6
"""Articles: enough claims for both."""
WRONG = ["Zoë Brännström", "Shwan Dizayee", "Karim al-Obaidi", "Hanan al-Jubouri", "Lloyd Austin"]
"""People who are in none of them."""


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    expect.set_options(timeout=PATIENCE)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def readings(worker: Callable[..., object], tmp_path: Path) -> Readings:
    """Of articles that the demo has; the workers start while these are read for the first time."""
    made = Readings(worker)
    articles = tmp_path / "articles.jsonl"
    articles.write_text("\n".join(ARTICLES.read_text("utf-8").splitlines()[:READ]), "utf-8")
    seed_world()
    call_command("import_articles", str(articles), extract=True, stdout=StringIO())
    return made


def as_they_stand() -> dict[int, tuple[object, ...]]:
    """What the machine tells of each standing claim."""
    claims = Claim.objects.standing().for_display().defer(None)
    return {
        claim.pk: (
            *(claim.state, claim.content, claim.source, claim.cue, claim.kind, claim.unnamed, claim.speaker_name),
            *(claim.said_on_edtf, [(one.who, one.role, one.for_whom) for one in claim.speakers.all()]),
        )
        for claim in claims
    }


def test_all_is_reviewed_undone_and_as_it_was(
    page: Page, new_context: Callable[[], BrowserContext], live_server: LiveServer, readings: Readings
) -> None:
    found = as_they_stand()
    ana = Editor(page, "ana", live_server)
    ben = Editor(new_context().new_page(), "ben", live_server)
    article = Article.objects.order_by("pk")[0].get_absolute_url()

    with readings:
        ana.sign_in()
        ben.sign_in()

        # Thirty claims, while Ben reviews beside her.
        while len(set(ana.had)) < 30:
            ana.decide("cx1"[len(ana.had) % 3])
            if len(ana.had) % 2:
                ben.decide("cx"[len(ben.had) % 2])
        ana.settle()
        ben.settle()

        # Five speakers, the last one in all of an article; two spans; a claim that was missed.
        for number, name in enumerate(WRONG, 1):
            ana.name_speaker(name, in_article=number == len(WRONG))
            ben.decide("c")
        for _ in range(2):
            ana.move_the_end()
            ana.settle()
        ana.add_first_words(article)
        ben.settle()
        assert not set(ana.had) & set(ben.had)
        assert len(set(ana.had)) == 37

        # Two actors are one, and two again.
        ana.merge("ned-price", "matthew-miller", "Matthew Miller")
        ned = Actor.objects.get(slug="ned-price")
        assert ned.merged_into == Actor.objects.get(slug="matthew-miller")
        ana.undo_in_history("matthew-miller", Review.objects.get(action="merge"))
        ned.refresh_from_db()
        assert ned.merged_into is None

        ana.undo_in_queue()

    assert readings.applied >= 2
    assert not ana.wrong
    assert not ben.wrong

    # Each decision of hers is followed by its undo, and Ben's stand as he took them.
    hers = Review.objects.filter(by=ana.person)
    decided = hers.exclude(action="undo")
    assert hers.filter(action="undo").count() == decided.count() >= 39
    assert not decided.filter(undone_by__isnull=True).exists()
    for claim in Claim.objects.filter(reviews__by=ana.person).distinct():
        assert [review.action for review in claim.reviews.order_by("pk")][1::2] == ["undo"]
        assert claim.held == []
    his = Review.objects.filter(by=ben.person)
    assert sorted(review.claim_id or 0 for review in his) == sorted(set(ben.had))
    for review in his.select_related("claim"):
        assert review.claim
        assert review.claim.state == {"confirm": "confirmed", "reject": "rejected"}[review.action]
        assert list(review.claim.reviews.all()) == [review]

    # What nobody decided any more is what the machine found at first; the index of lists knows it.
    now = as_they_stand()
    assert {key: now.get(key) for key in found if key not in ben.had} == {
        key: value for key, value in found.items() if key not in ben.had
    }
    assert now.keys() - set(ben.had) == found.keys() - set(ben.had)
    assert differences() == Differences(0, 0)

    # And she reads the same in the history of a claim, of the actors, and in the log.
    ana.open(f"/claims/{ana.had[0]}/")
    expect(page.locator("ol.history")).to_contain_text("undone by ana")
    ana.open("/actors/ned-price/edit/")
    expect(page.locator("ol.history > li")).to_have_count(2)
    expect(page.locator("ol.history > li").last).to_contain_text("became Matthew Miller")
    expect(page.locator("ol.history > li").last).to_contain_text("undone by ana")
    ana.open("/log/?who=ana&undone=no&action=undo")
    expect(page.locator("ol.history > li")).to_have_count(hers.filter(action="undo").count())
    ana.open("/log/?who=ben&undone=yes")
    expect(page.locator("main")).to_contain_text("Nothing was decided like that")
