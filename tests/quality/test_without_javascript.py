"""What people come for works where no script runs: links and forms do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

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


def test_compare_and_change_the_comparison(page: Page) -> None:
    page.goto("/compare/")
    page.get_by_label("Actor 1").fill("Ana Petrova")
    page.get_by_label("Actor 2").fill("Ministry of Rivers")
    page.get_by_label("Story").select_option("forts")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ministry of Rivers")
    page.get_by_text("Change actors, subject or period").click()
    page.get_by_label("Actor 2").fill("")
    page.get_by_label("to", exact=True).first.fill("2024-09-30")
    page.get_by_label("Second period of one actor, from").fill("2024-10-01")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ana Petrova, since 1 Oct 2024")


def test_save_follow_collect_and_report(page: Page) -> None:
    page.goto("/actors/ana/")
    page.get_by_role("button", name="Follow").click()
    expect(page.get_by_text("You follow Ana Petrova")).to_be_visible()
    page.goto("/claims/?speaker=ana")
    page.locator("#save summary").click()
    page.get_by_role("button", name="Save search").click()
    expect(page.locator("#messages")).to_contain_text("Saved as")
    page.get_by_text("Select", exact=True).click()
    page.get_by_label("Select this claim").first.check()
    page.get_by_label("Title of a new collection").fill("By noon")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("1 claim added to By noon")
    page.locator("article.claim .words a").first.click()
    page.get_by_text("Report a wrong attribution").click()
    page.get_by_label("the wrong speaker").check()
    page.get_by_role("button", name="Send to the editors").click()
    expect(page.locator("#messages")).to_contain_text("Reported.")


def test_every_page_has_its_content(tour: Callable[..., Iterator[tuple[str, str, Page]]]) -> None:
    """Nothing waits for a script: one heading, and words under it."""
    for name, address, page in tour(java_script_enabled=False, viewport={"width": 390, "height": 800}):
        page.goto(address)
        assert page.locator("main h1").count() == 1, name
        assert len(page.locator("main").inner_text()) > 60, name
