"""In the review the paragraph itself becomes the editor: words are marked there by keys and saved with the decision."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.models import Claim, ClaimCandidate, Review
from claims.services.review import Correction, Marked, decide
from tests.browser.keyboard import type_keys
from tests.browser.signing_in import sign_in
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

    from actors.models import Actor

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "It rained.\n\nThe dam 🌊 holds, the old envoy said.\n\nNobody asked.\n\nTwo days later it broke, a guard said."


def at(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


@pytest.fixture
def ana() -> Actor:
    actor: Actor = ActorFactory(name="Ana Petrova")
    return actor


@pytest.fixture
def claims(ana: Actor, page: Page, live_server: LiveServer) -> list[Claim]:
    """Three claims of three articles in the order in which they come; the editor is before the first."""
    made: list[Claim] = []
    for number in range(3):
        snapshot = ArticleFactory(text=TEXT).latest
        claim: Claim = ClaimFactory(
            snapshot=snapshot, content=[at("dam")], source=[], cue=[at("said")], confidence=0.1 + number / 100
        )
        claim.speakers.create(actor=ActorFactory())
        ClaimCandidate.objects.create(claim=claim, actor=ana, score=0.6, reason="named in the sentence before")
        made.append(claim)
    UserFactory(username="editor", role="editor")
    sign_in(page, "editor", "/review/", live_server.url, leads_to="**/review/*/")
    return made


def mark(page: Page, *keys: str) -> None:
    page.keyboard.press("e")
    expect(page.locator(".excerpt.marked")).to_be_focused()
    type_keys(page, *keys)


def before(page: Page, claim: Claim) -> None:
    expect(page.locator("#review")).to_have_attribute("data-claim", str(claim.pk))


def saved(page: Page) -> None:
    expect(page.locator("#sending")).to_have_text("saved")


WHOLE = ["Shift+ArrowRight"] * 3
"""From the “dam” over “🌊” to “holds”."""


def test_words_are_corrected_by_keys_where_they_stand(silent: None, claims: list[Claim], page: Page) -> None:
    top = page.locator(".excerpt p").nth(1).bounding_box()
    mark(page)
    assert page.locator(".excerpt p").nth(1).bounding_box() == top, "the text stays where it is"
    type_keys(page, *WHOLE, "c")
    expect(page.locator("#marks-check")).to_contain_text("Indirect")
    type_keys(page, "ArrowRight", *["Shift+ArrowRight"] * 3, "s", "Enter")
    before(page, claims[1])
    saved(page)
    claim = Claim.objects.get(pk=claims[0].pk)
    assert (claim.content, claim.source, claim.cue) == ([at("dam 🌊 holds")], [at("the old envoy")], [at("said")])
    assert (claim.state, sorted(claim.held)) == ("corrected", ["kind", "spans"])
    type_keys(page, "u")
    before(page, claims[0])
    assert Claim.objects.get(pk=claims[0].pk).content == [at("dam")]


def test_words_and_speaker_are_one_decision(silent: None, claims: list[Claim], ana: Actor, page: Page) -> None:
    mark(page, *WHOLE, "c", "Escape")
    expect(page.locator("#words-wait")).to_be_visible()
    type_keys(page, "n")
    expect(page.locator("#words-wait")).to_contain_text("are not saved")
    before(page, claims[0])
    type_keys(page, "1")
    before(page, claims[1])
    mark(page, *WHOLE, "c", "Escape", "c")
    before(page, claims[2])
    saved(page)
    for review, fields in zip(Review.objects.order_by("pk"), (["spans", "kind", "speaker"], None), strict=True):
        assert review.action == "correct"
        assert review.fields == (fields or ["spans", "kind", "speaker", "date"])
    assert [claim.content for claim in Claim.objects.order_by("pk")[:2]] == [[at("dam 🌊 holds")]] * 2
    assert [one.actor for one in Claim.objects.get(pk=claims[0].pk).speakers.all()] == [ana]


def test_marks_outlive_a_lost_connection(claims: list[Claim], page: Page) -> None:
    expect(page.locator("#review-state")).to_have_attribute("data-ahead", "2")
    mark(page, *WHOLE, "c")
    page.context.set_offline(True)
    type_keys(page, "Enter")
    before(page, claims[1])
    expect(page.locator("#unsent")).to_contain_text("1 decision is not saved: there is no connection")
    page.context.set_offline(False)
    saved(page)
    assert Claim.objects.get(pk=claims[0].pk).content == [at("dam 🌊 holds")]


def test_two_versions_are_shown_and_the_marks_are_kept(claims: list[Claim], page: Page) -> None:
    words = Correction(spans=Marked([at("dam 🌊")], [], [at("said")]))
    decide(claims[0], UserFactory(role="editor", username="ben"), "correct", 1, words)
    mark(page, *WHOLE, "c", "Enter")
    before(page, claims[1])
    page.get_by_role("button", name="Look").click()
    before(page, claims[0])
    expect(page.get_by_role("alert")).to_contain_text("dam 🌊 holds")
    expect(page.get_by_role("alert")).to_contain_text("ben")
    expect(page.locator("#words-wait")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    type_keys(page, "c")
    before(page, claims[1])
    saved(page)
    assert Claim.objects.get(pk=claims[0].pk).content == [at("dam 🌊 holds")]


def test_the_whole_article_is_shown_around_the_paragraph(silent: None, claims: list[Claim], page: Page) -> None:
    mark(page)
    top = page.locator(".excerpt p").nth(1).bounding_box()
    page.get_by_role("button", name="Show the whole article").click()
    expect(page.locator(".excerpt p")).to_have_count(4)
    assert page.locator(".excerpt p").nth(1).bounding_box() == top
    type_keys(page, "ArrowDown", "ArrowDown", *["Shift+ArrowRight"] * 5, "c", "Enter")
    before(page, claims[1])
    saved(page)
    assert Claim.objects.get(pk=claims[0].pk).content == [at("dam"), at("Two days later it broke")]
