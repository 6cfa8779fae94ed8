"""A decision about several things is undone as one, after a look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from claims.models import Claim, Review
from claims.services.join_claims import join_claims
from tests.factories import ArticleFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]

TEXT = "“We stay,” said Ana. “No one leaves.”"


def test_two_joined_claims_are_apart_again(
    open_as_editor: Callable[[str], None], page: Page, live_server: LiveServer
) -> None:
    snapshot = ArticleFactory(text=TEXT).latest
    first, second = (
        ClaimFactory(snapshot=snapshot, content=[[0, 10]]),
        ClaimFactory(snapshot=snapshot, content=[[21, 37]]),
    )
    join_claims(first, second, UserFactory(role="editor", username="bea"), 1, 1, note="One breath.")
    open_as_editor(f"/claims/{first.pk}/")
    page.get_by_role("link", name="Undo this and 1 more").press("Enter")
    page.wait_for_url("**/log/*/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 decisions made together")
    expect(page.locator(".history li")).to_have_count(2)
    page.get_by_label("Note").fill("Two breaths.")
    page.get_by_role("button", name="Undo all 2").press("Enter")
    expect(page.get_by_role("status").or_(page.locator("#messages"))).to_contain_text("2 decisions")
    contents = [(claim.state, claim.content) for claim in Claim.objects.order_by("pk")]
    assert contents == [("proposed", [[0, 10]]), ("proposed", [[21, 37]])]
    assert Review.objects.filter(action="undo", note="Two breaths.").count() == 2
    page.goto(f"{live_server.url}/claims/{second.pk}/")
    expect(page.locator(".history li.undone")).to_contain_text("One breath.")
    expect(page.get_by_role("link", name="Undo this")).to_have_count(0)
