"""An admin reads again, looks, applies, and goes back: what people decided is in neither list of changes, and all else
is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from claims.models import Claim, Extraction, Reprocessing
from claims.services.correction import Correction, Place
from claims.services.review import Marked, add_claim, decide
from tests.browser.signing_in import sign_in
from tests.factories import EventFactory, UserFactory
from tests.outputs import person, said, span
from tests.reextraction.older import read_before, worked

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]

TEXT = (
    "“The well is dry, and the pump is broken,” said Ada Quist, the mayor, on Tuesday.\n\n"
    "“We will dig a new one in May,” said Bo Lind, the engineer.\n\n"
    "It rained for a week after that. The harbour opened, the ferry ran, and nobody asked."
)
MOVED, ADDED, PLACED, LOST = "the pump is broken", "It rained for a week", "We will dig", "the ferry ran"


def as_it_stands() -> list[dict[str, Any]]:
    told = ("id", "state", "content_text", "source_text", "kind", "speaker_name", "held")
    return list(Claim.objects.order_by("id").values(*told, "links__event", "links__state"))


@pytest.fixture
def decided() -> list[dict[str, Any]]:
    """What the former engine found, and what an editor decided about it."""
    editor = UserFactory(role="editor")
    article = read_before(
        TEXT,
        said(TEXT, "“The well is dry, and the pump", "Ada Quist", person("Ada Quist"), cue="said"),
        said(TEXT, PLACED, "Bo Lind", person("Bo Lind"), cue="said"),
        said(TEXT, LOST, "", person("Cy Marsh")),
    )
    Extraction.objects.update(extracted_at=timezone.now())
    first, second, _ = Claim.objects.order_by("position")
    event = EventFactory(title="A new well")
    assert article.latest
    moved = Marked(span(TEXT, MOVED), span(TEXT, "Ada Quist"), span(TEXT, "said"))
    decide(first, editor, "correct", 1, Correction(spans=moved))
    decide(second, editor, "correct", 1, Correction(places=[Place(event.story, event)]))
    add_claim(article.latest, editor, Correction(spans=Marked(span(TEXT, ADDED), [], [])))
    return as_it_stands()


def looked_at(page: Page, button: str) -> Reprocessing:
    """The button begins a job, which is worked off up to the look at what would change: nothing is applied."""
    before = as_it_stands()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    job = worked(Reprocessing.objects.get(state="reading"))
    expect(page.get_by_role("button", name="Apply to 1 article")).to_be_visible()
    assert as_it_stands() == before
    return job


def apply(page: Page, job: Reprocessing) -> None:
    page.get_by_role("button", name="Apply to 1 article").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    worked(job)
    expect(page.get_by_text("Applied to 1 article.")).to_be_visible()


def changes(page: Page, words: str) -> list[str]:
    """The sides of the comparisons of one kind, before and after."""
    page.locator(".outcome-list div").filter(has=page.get_by_text(words, exact=True)).get_by_role("link").click()
    page.wait_for_url("**/?kind=*")
    return page.locator(".comparison .side .piece.in-content").all_inner_texts()


def test_what_was_decided_is_neither_changed_nor_shown_as_changed(
    decided: list[dict[str, Any]], page: Page, live_server: LiveServer
) -> None:
    UserFactory(username="chief", role="admin")
    sign_in(page, "chief", "/reprocessing/", live_server.url)

    job = looked_at(page, "Read again and compare")
    assert changes(page, "withdrawn") == [LOST]
    assert changes(page, "other words") == [PLACED, "“We will dig a new one in May,”"]
    apply(page, job)
    now = {claim["content_text"]: claim for claim in as_it_stands()}
    assert {words: now[words]["held"] for words in (MOVED, ADDED)} == {
        claim["content_text"]: claim["held"] for claim in decided if claim["content_text"] in (MOVED, ADDED)
    }
    placed = now["“We will dig a new one in May,”"]
    assert (placed["held"], placed["links__state"]) == (["event"], "confirmed")
    assert now[LOST]["state"] == "withdrawn"

    job = looked_at(page, "Go back to what test-1 found")
    assert changes(page, "added") == [LOST]
    assert changes(page, "other words") == ["“We will dig a new one in May,”", PLACED]
    apply(page, job)
    assert as_it_stands() == decided
