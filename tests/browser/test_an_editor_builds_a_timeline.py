"""An editor makes a story of a search, puts an event on its timeline, puts claims on the event, and takes that back."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


def test_from_a_search_to_an_event_with_claims_and_back(page: Page, open_as_editor: Callable[[str], None]) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana")
    for text in ("The harbour opens soon", "No harbour before spring", "The harbour is late", "A dam is built"):
        ClaimFactory(snapshot=ArticleFactory(text=text).latest, speaker=ana)
    open_as_editor("/claims/?q=harbour")
    page.get_by_role("link", name="Make a story of this search").click()
    expect(page.locator("#reach")).to_contain_text("3 claims have these words")
    page.get_by_label("Words of its claims").fill("harbour OR dam")
    expect(page.locator("#reach")).to_contain_text("4 claims have these words")
    page.get_by_label("Ana Petrova").check()
    page.get_by_label("Title").fill("The harbour")
    page.get_by_role("button", name="Make the story").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The harbour")

    page.get_by_role("link", name="Add an event").first.click()
    page.get_by_label("What happened").fill("The opening")
    page.get_by_label("When").press_sequentially("late September 2024")
    expect(page.locator("#understood")).to_have_text("understood as 2024-09-21/2024-09-30: 21–30 Sep 2024")
    page.get_by_role("button", name="Put it on the timeline").click()
    expect(page.locator(".key-dates")).to_contain_text("21–30 Sep 2024 The opening")

    page.goto(page.url.split("/stories/")[0] + "/claims/?q=harbour")
    page.get_by_text("Select", exact=True).click()
    boxes = page.get_by_role("checkbox", name="Select this claim")
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.get_by_role("button", name="Put on a timeline").click()
    page.get_by_label("Event or story").press_sequentially("open")
    expect(page.locator("#places option")).to_have_count(1)
    expect(page.locator("#places option")).to_have_attribute("value", "The opening · The harbour")
    page.get_by_label("Event or story").fill("The opening · The harbour")
    page.get_by_role("button", name="Put them there").click()
    expect(page.locator("#messages")).to_contain_text("2 claims were put on “The opening · The harbour”.")
    about = page.locator("article.claim .about").get_by_role("link", name="The opening")
    expect(about).to_have_count(2)
    page.get_by_role("link", name="Look at it, or undo it").click()
    page.get_by_role("button", name="Undo all 2").click()
    page.goto(page.url.split("/claims/")[0] + "/claims/?q=harbour")
    expect(about).to_have_count(0)
