"""What people come for works where no script runs: links and forms do it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.quality.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(enter: Callable[..., BrowserContext]) -> Page:
    return enter("analyst", java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()


def test_search_narrow_and_open_a_claim(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Search claims").fill("withdraw -again")
    page.get_by_label("Search claims").press("Enter")
    page.get_by_text("Filters").click()
    page.get_by_label("Speaker", exact=True).fill("Petrova")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#sentence")).to_contain_text("by Ana Petrova")
    page.locator("article.claim .words a").first.click()
    expect(page.get_by_role("heading", name="How to cite")).to_be_visible()


def test_from_a_story_to_its_table_to_an_article(page: Page) -> None:
    page.goto("/")
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Stories", exact=True).click()
    page.get_by_role("link", name="The withdrawal from the river forts").first.click()
    page.get_by_role("link", name="as a table").click()
    expect(page.get_by_role("table")).to_be_visible()
    page.goto("/articles/")
    page.get_by_role("link", name="A title that goes on").last.click()
    expect(page.locator(".rail article.claim").first).to_be_visible()


def test_every_page_has_its_content(page: Page, world: World) -> None:
    """Nothing waits for a script: one heading, and words under it."""
    for name, address in world.pages.items():
        page.goto(address)
        assert page.locator("main h1").count() == 1, name
        assert len(page.locator("main").inner_text()) > 60, name
