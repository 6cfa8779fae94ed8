"""The review queue by keys alone: no waiting for the next claim, and nothing lost with the connection."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Claim, ClaimCandidate, Review, ReviewLease
from claims.services.lease import hold
from claims.services.review import decide
from tests.browser.signing_in import sign_in
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
READING = 700
"""Milliseconds in which a person sees what they decide."""

WATCH = """
window.waits = [];
addEventListener("keydown", () => { window.struck = performance.now(); }, true);
addEventListener("DOMContentLoaded", () => {
  let claim = document.querySelector("#review")?.dataset.claim;
  new MutationObserver(() => {
    const now = document.querySelector("#review")?.dataset.claim;
    if (now === claim) return;
    claim = now;
    requestAnimationFrame(() => window.waits.push(performance.now() - window.struck));
  }).observe(document.querySelector("main"), { childList: true });
});
"""


def open_queue(page: Page, live_server: LiveServer, claims: int) -> list[Claim]:
    """As an editor, before the first of so many claims, in the order in which they come."""
    ana = ActorFactory(name="Ana Petrova")
    made: list[Claim] = []
    for number in range(claims):
        text = f"It rained. The dam holds in round {number}, the envoy said. Nobody asked."
        snapshot = ArticleFactory(text=text).latest
        claim = ClaimFactory(
            snapshot=snapshot, content=[[11, text.index(",")]], kind="indirect", confidence=0.1 + number / 100
        )
        claim.speakers.create(actor=ActorFactory())
        ClaimCandidate.objects.create(claim=claim, actor=ana, score=0.6, reason="named in the sentence before")
        made.append(claim)
    UserFactory(username="editor", role="editor")
    sign_in(page, "editor", "/review/", live_server.url, leads_to="**/review/*/")
    return made


def before(page: Page, claim: Claim) -> None:
    expect(page.locator("#review")).to_have_attribute("data-claim", str(claim.pk))


def test_the_button_that_enter_presses_is_not_seen(page: Page, live_server: LiveServer) -> None:
    open_queue(page, live_server, claims=1)
    expect(page.get_by_role("button", name="Only note")).to_have_count(1)


def saved(page: Page) -> None:
    expect(page.locator("#sending")).to_have_text("saved")


def test_twenty_decisions_without_waiting(silent: None, page: Page, live_server: LiveServer) -> None:
    page.add_init_script(WATCH)
    claims = open_queue(page, live_server, 24)
    for number, claim in enumerate(claims[:20]):
        before(page, claim)
        page.wait_for_timeout(READING)
        page.keyboard.press("cx1"[number % 3])
    before(page, claims[20])
    saved(page)
    assert statistics.median(page.evaluate("window.waits")) < 200
    assert [Claim.objects.get(pk=claim.pk).state for claim in claims[:3]] == ["confirmed", "rejected", "corrected"]
    assert Review.objects.count() == 20
    expect(page.locator("#done")).to_have_text("20")
    expect(page.locator("#total")).to_have_text("24")


def test_note_skip_and_undo(silent: None, page: Page, live_server: LiveServer) -> None:
    first, second, third = open_queue(page, live_server, 3)
    before(page, first)
    page.keyboard.press("m")
    page.keyboard.type("x for the desk")
    page.keyboard.press("Enter")
    page.keyboard.press("c")
    before(page, second)
    page.keyboard.press("n")
    before(page, third)
    page.keyboard.press("u")
    before(page, first)
    assert Claim.objects.get(pk=first.pk).state == "proposed"
    page.keyboard.press("x")
    before(page, third)
    saved(page)
    page.keyboard.press("c")
    before(page, second)  # put off, and now the last
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(page.locator("#review")).to_contain_text("Nothing waits here")
    saved(page)
    assert set(Claim.objects.values_list("state", flat=True)) == {"confirmed", "rejected"}
    assert Review.objects.get(claim=first, action="confirm").note == "x for the desk"


def test_decisions_outlive_a_lost_connection(page: Page, live_server: LiveServer) -> None:
    first, second, third, _ = open_queue(page, live_server, 4)
    expect(page.locator("#review-state")).to_have_attribute("data-ahead", "2")
    page.context.set_offline(True)
    page.keyboard.press("c")
    before(page, second)
    page.keyboard.press("x")
    before(page, third)
    expect(page.locator("#unsent")).to_contain_text("2 decisions are not saved: there is no connection")
    assert page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))") is False, "leaving warns"
    page.keyboard.press("u")
    before(page, second)
    assert not Review.objects.exists()
    page.context.set_offline(False)
    saved(page)
    expect(page.locator("#unsent")).to_be_hidden()
    assert [(review.claim, review.action) for review in Review.objects.all()] == [(first, "confirm")]


def test_a_lost_answer_saves_nothing_twice(page: Page, live_server: LiveServer) -> None:
    first, second = open_queue(page, live_server, 2)
    lost: list[str] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.request.url)
        route.fetch()
        route.abort()

    page.route("**/decide/", lose)
    page.keyboard.press("c")
    before(page, second)
    expect(page.locator("#unsent")).to_contain_text("not saved")
    expect(page.locator("#unsent")).to_be_hidden(timeout=15_000)
    assert Review.objects.get().claim == first


def test_a_stale_decision_needs_its_editor_again(page: Page, live_server: LiveServer) -> None:
    first, second, _ = open_queue(page, live_server, 3)
    decide(first, UserFactory(role="editor", username="ben"), "confirm", 1, note="Read in print.")
    page.keyboard.press("m")
    page.keyboard.type("Not said by her.")
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    before(page, second)
    expect(page.locator("#unsent")).to_contain_text("Needs you again: Reject “The dam holds in round 0")
    page.reload()
    page.get_by_role("button", name="Look").click()
    before(page, first)
    expect(page.get_by_role("alert")).to_contain_text("Read in print.")
    expect(page.get_by_label("Note for the history")).to_have_value("Not said by her.")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("x")
    before(page, second)
    saved(page)
    expect(page.locator("#unsent")).to_be_hidden()
    assert Claim.objects.get(pk=first.pk).state == "rejected"


def test_who_wrote_too_long_keeps_what_they_wrote(page: Page, live_server: LiveServer) -> None:
    first, second, _ = open_queue(page, live_server, 3)
    page.keyboard.press("m")
    page.keyboard.type("Asked the desk.")
    ReviewLease.objects.filter(claim=first).update(until=timezone.now())
    assert hold(first.pk, UserFactory(role="editor", first_name="Ben"))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#lease")).to_contain_text("Ben has this claim open until")
    page.keyboard.press("Enter")
    page.keyboard.press("x")
    before(page, second)
    expect(page.locator("#unsent")).to_contain_text("not saved: Ben has this claim open until")
    assert not Review.objects.exists()
    ReviewLease.objects.filter(claim=first).delete()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("#unsent")).to_be_hidden()
    saved(page)
    assert (Review.objects.get().claim, Review.objects.get().note) == (first, "Asked the desk.")
