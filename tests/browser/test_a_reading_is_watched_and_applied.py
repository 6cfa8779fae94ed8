"""The page of a job follows the work by itself, on a phone, and nothing on it is wider than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claims.models import Claim, Reprocessing
from claims.services.reprocessing.work import step
from tests.factories import PASSWORD, OutletFactory, UserFactory
from tests.outputs import person, said
from tests.reextraction.older import QUOTED, WORDS, read_before, worked

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("silent")
def test_from_the_count_to_the_end(page: Page, live_server: LiveServer) -> None:
    UserFactory(username="chief", role="admin")
    OutletFactory(name="Wire", slug="wire")
    for _ in range(3):
        read_before(QUOTED, said(QUOTED, WORDS, "Ada Quist", person("Cy Marsh"), cue="said"))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/login/?next=/reprocessing/")
    page.get_by_label("User name").fill("chief")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Outlet").select_option("wire")
    page.get_by_text("There is nothing to read again").wait_for()
    page.get_by_label("Outlet").select_option("")
    page.get_by_role("button", name="Read again and compare").click()
    page.get_by_text("listing the articles").wait_for()
    step(2)
    page.get_by_text("2 of 3 articles").wait_for()
    job = worked(Reprocessing.objects.get())
    page.get_by_role("button", name="Apply to 3 articles").wait_for()
    assert page.locator(".comparison").count() == 3
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.get_by_role("button", name="Apply to 3 articles").click()
    page.get_by_role("button", name="Pause").wait_for()
    worked(job)
    page.get_by_text("Applied to 3 articles.").wait_for()
    assert set(Claim.objects.values_list("speaker_name", flat=True)) == {"Ada Quist"}
