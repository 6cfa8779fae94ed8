"""From asking to agreement: one editor asks, a colleague answers without seeing what was decided, both see both."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.models import Claim, SecondOpinion
from claims.services.review import Correction, SpeakerChoice, decide
from tests.browser.signing_in import sign_in
from tests.factories import ActorFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


@pytest.fixture
def claim() -> Claim:
    """Found as the machine's, corrected by somebody who is not here."""
    made: Claim = ClaimFactory(speaker=ActorFactory(name="The Machine"))
    right = Correction(speakers=[SpeakerChoice(ActorFactory(name="Rightly Named"))])
    decide(made, UserFactory(role="editor", username="first"), "correct", 1, right, note="I rang her.")
    return made


def test_it_is_asked_for_given_blindly_and_agrees(
    claim: Claim, open_as_editor: Callable[[str], None], page: Page, browser: Browser, live_server: LiveServer
) -> None:
    UserFactory(role="editor", username="colleague")
    open_as_editor(f"/claims/{claim.pk}/")
    page.get_by_label("Ask", exact=True).select_option("colleague")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".second")).to_contain_text("colleague is asked")

    other = browser.new_page(base_url=live_server.url)
    sign_in(other, "colleague", f"/claims/{claim.pk}/", leads_to="**/second/*/")
    expect(other.locator("main")).to_contain_text("The Machine")
    expect(other.locator("main")).not_to_contain_text("Rightly Named")
    other.goto("/log/")
    expect(other.locator("main")).not_to_contain_text("I rang her")
    other.get_by_role("link", name="1 second opinion").click()
    other.locator(".opinions a").first.click()
    other.get_by_label("Name of the speaker").fill("Rightly Named")
    other.get_by_label("another actor").check()
    other.get_by_role("button", name="This one says it").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("The second opinion agrees")
    expect(other.locator("main")).to_contain_text("I rang her.")
    other.goto(f"/claims/{claim.pk}/")
    expect(other.locator(".history")).to_contain_text("I rang her.")
    other.close()

    page.reload()
    page.get_by_role("link", name="It agrees.").click()
    expect(page.locator("#second-decision + p")).to_contain_text("colleague")
    assert SecondOpinion.objects.get().state == "agrees"
