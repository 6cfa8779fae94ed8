import re
from collections.abc import Callable

import pytest
from django.test import Client

from claims.models import Claim, Doubt, Review
from claims.rejected_patterns import Pattern, strongest
from claims.services.apply import preview
from claims.services.review import undo
from claims.services.takedown import take_down
from sources.models import Article, Outlet
from tests.factories import ExtractionFactory, OutletFactory, UserFactory
from tests.learning.world import article_with, claim_in, decided, text_of
from tests.outputs import run, said

pytestmark = pytest.mark.django_db(transaction=True)

SAYS = ("that {} was worth the money", "Our editors", "say")
SIGN_UP = ("readers should sign up for the newsletter", "{}", "said")


def article(outlet: Outlet, pattern: tuple[str, str, str], word: str, **fields: object) -> Article:
    content, source, cue = (part.format(word) for part in pattern)
    return article_with((content, source, cue), text=f"{source} {cue} {content}.", outlet=outlet, **fields)


def rejected(outlet: Outlet, pattern: tuple[str, str, str], number: int = 3, **fields: object) -> list[Review]:
    words = ["Reading", "Cooking", "Sailing", "Writing"][:number]
    return [decided(article(outlet, pattern, word, **fields), "", "reject") for word in words]


def next_claim(outlet: Outlet, pattern: tuple[str, str, str]) -> Claim:
    return claim_in(article(outlet, pattern, "Walking"), "")


@pytest.mark.parametrize(("pattern", "name"), [(SAYS, "frame"), (SIGN_UP, "words")])
def test_what_was_rejected_in_three_articles_is_doubted_in_the_next(pattern: tuple[str, str, str], name: str) -> None:
    gazette = OutletFactory()
    reviews = rejected(gazette, pattern)
    claim = next_claim(gazette, pattern)
    assert (claim.state, claim.confidence, claim.doubtful) == ("proposed", 0.2, True)
    doubt = Doubt.objects.get(claim=claim)
    assert (doubt.pattern, sorted(doubt.rejected)) == (name, [review.claim_id for review in reviews])
    assert next_claim(OutletFactory(), pattern).confidence > 0.5


def test_twice_is_no_pattern_nor_are_three_copies_of_one_text() -> None:
    gazette, post = OutletFactory(), OutletFactory()
    rejected(gazette, SAYS, 2)
    first = article(post, SAYS, "Reading")
    decided(first, "", "reject")
    for word in ("Cooking", "Sailing"):
        decided(article(post, SAYS, word, copy_of=first), "", "reject")
    assert not Doubt.objects.exists()
    assert next_claim(gazette, SAYS).confidence == next_claim(post, SAYS).confidence > 0.5


def test_pronouns_and_small_words_are_no_pattern() -> None:
    gazette = OutletFactory()
    rejected(gazette, ("that {} pays", "He", "said"))
    rejected(gazette, ("it is so", "{}", "said"))
    assert next_claim(gazette, ("that {} pays", "He", "said")).confidence > 0.5
    assert next_claim(gazette, ("it is so", "{}", "said")).confidence > 0.5


@pytest.mark.parametrize("how", ["undo", "keep"])
def test_an_undo_or_a_kept_claim_lifts_the_doubt_at_once_and_for_the_next(how: str) -> None:
    gazette = OutletFactory()
    before = next_claim(OutletFactory(), SAYS).confidence
    reviews = rejected(gazette, SAYS)
    claim = next_claim(gazette, SAYS)
    if how == "undo":
        undo(reviews[0], UserFactory(role="editor"))
    else:
        decided(article(gazette, SAYS, "Swimming"), "", "confirm")
    claim.refresh_from_db()
    assert claim.confidence == before
    assert not Doubt.objects.exists()
    assert next_claim(gazette, SAYS).confidence == before


def test_where_another_pattern_still_speaks_against_it_the_doubt_is_that_ones() -> None:
    gazette = OutletFactory()
    both = (SIGN_UP[0], "Our editors", "say")
    first = rejected(gazette, SAYS, 4)
    rejected(gazette, SIGN_UP)
    claim = claim_in(article(gazette, both, ""), "")
    assert (claim.confidence, claim.doubt.pattern) == (0.1667, "frame")
    decided(article(gazette, SAYS, "Swimming"), "", "confirm")
    claim = Claim.objects.get(pk=claim.pk)
    assert (claim.confidence, claim.doubt.pattern) == (0.2, "words")
    assert not set(claim.doubt.rejected) & {review.claim_id for review in first}


def test_reading_again_finds_the_doubt_and_takes_it_back() -> None:
    gazette = OutletFactory()
    open_ = article(gazette, SAYS, "Walking")
    rejected(gazette, SAYS)
    claim = claim_in(open_, "")
    text, before = text_of(open_).text, claim.confidence
    found = said(text, claim.content_text, "Our editors", {"name": "Our editors", "kind": "person"}, cue="say")
    preview(ExtractionFactory(snapshot=open_.latest, pipeline="later", output={"claims": [found]}))
    assert not Doubt.objects.exists()
    run(open_.latest, found)
    claim.refresh_from_db()
    assert (claim.confidence, Doubt.objects.get(claim=claim).confidence) == (0.2, before)
    Doubt.objects.filter(claim=claim).delete()
    undo(Review.objects.filter(action="reject")[0], UserFactory(role="editor"))
    run(open_.latest, found)
    claim.refresh_from_db()
    assert claim.confidence == before


def test_the_page_says_why_and_links_what_was_rejected(sign_in: Callable[..., Client]) -> None:
    gazette = OutletFactory(name="Harbour Gazette")
    reviews = rejected(gazette, SAYS)
    claim = next_claim(gazette, SAYS)
    page = sign_in("analyst").get(f"/claims/{claim.pk}/").content.decode()
    assert "In 3 articles of Harbour Gazette, claims with the same source and cue were rejected, and none was" in page
    for review in reviews:
        assert f'<a href="/claims/{review.claim_id}/">claim {review.claim_id}</a>' in page
    assert re.search(r"Without that it would have \d\d %", page)
    decided(claim.snapshot.article, "", "confirm")
    assert 'id="doubt"' not in sign_in("analyst").get(f"/claims/{claim.pk}/").content.decode()


def test_a_takedown_leaves_no_doubt_behind() -> None:
    gazette = OutletFactory()
    rejected(gazette, SAYS)
    claim = next_claim(gazette, SAYS)
    take_down(claim.snapshot.article, UserFactory(role="admin"), "Asked for.")
    assert not Doubt.objects.exists()


def test_the_rule() -> None:
    words = Pattern("words", "a", kept=False, articles=3)
    frame = Pattern("frame", "b", kept=False, articles=8)
    assert strongest([words, frame]) == frame
    assert (words.ceiling, frame.ceiling) == (0.2, 0.1)
    assert (
        strongest([Pattern("words", "a", kept=True, articles=30), Pattern("frame", "b", kept=False, articles=2)])
        is None
    )
