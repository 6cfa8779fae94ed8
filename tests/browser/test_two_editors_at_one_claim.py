"""Both have the claim open. The one who is late sees both decisions, loses no word, and decides again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.models import Claim, Review
from tests.factories import PASSWORD, ClaimFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_late_one_sees_both_and_loses_nothing(
    page: Page, browser: Browser, live_server: LiveServer, open_as_editor: Callable[[str], None]
) -> None:
    claim = ClaimFactory()
    address = f"/claims/{claim.pk}/"
    open_as_editor(address)
    UserFactory(username="ben", role="editor")
    other = browser.new_page()
    other.goto(f"{live_server.url}/login/?next={address}")
    other.get_by_label("User name").fill("ben")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url(f"**{address}")

    page.locator("#d-note").fill("Not said by her.")
    other.locator("#d-note").fill("Read in print.")
    other.get_by_role("button", name="Confirm", exact=True).first.click()
    expect(other.get_by_role("region", name="History")).to_contain_text("ben confirmed")
    page.get_by_role("button", name="Reject", exact=True).first.click()
    both = page.get_by_role("alert")
    for words in ("Nothing of yours was saved", "reject", "Not said by her.", "ben confirmed", "Read in print."):
        expect(both).to_contain_text(words)
    expect(page.locator("#d-note")).to_have_value("Not said by her.")
    page.get_by_role("button", name="Reject", exact=True).first.click()
    expect(page.get_by_text("Rejected by a person")).to_be_visible()
    other.reload()
    for words in ("reader rejected", "Not said by her.", "ben confirmed", "Read in print."):
        expect(other.get_by_role("region", name="History")).to_contain_text(words)
    other.close()
    assert [review.action for review in Review.objects.order_by("id")] == ["confirm", "reject"]
    assert Claim.objects.get().state == "rejected"
