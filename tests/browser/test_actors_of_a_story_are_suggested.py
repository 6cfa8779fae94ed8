"""Names that are typed into a story's or an event's form are completed, one on each line."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from claims.models import Story
from tests.factories import ActorFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


def test_each_line_is_completed_by_keyboard(page: Page, open_as_editor: Callable[[str], None]) -> None:
    ActorFactory(name="Ana Petrova", slug="ana-petrova")
    ActorFactory(name="Boris Okri", slug="boris-okri", aliases=["the ferryman"])
    open_as_editor("/stories/new/")
    page.get_by_label("Title").fill("The harbour")
    names, offered = page.get_by_label("Actors, one name on each line"), page.locator(".suggested:not([hidden]) li")
    names.press_sequentially("ana")
    expect(offered).to_have_count(1)
    names.press("ArrowDown")
    names.press("Enter")
    expect(names).to_have_value("Ana Petrova\n")
    expect(offered).to_have_count(0)
    names.press_sequentially("ferry")
    expect(offered).to_contain_text("Boris Okri")
    offered.click()
    expect(names).to_have_value("Ana Petrova\nBoris Okri\n")
    names.press("ArrowUp")  # moves the caret where nothing is suggested
    names.press("ArrowUp")
    names.press("End")
    names.press_sequentially("x")
    expect(names).to_have_value("Ana Petrovax\nBoris Okri\n")
    names.press("Backspace")
    page.get_by_role("button", name="Make the story").click()
    page.get_by_role("heading", level=1, name="The harbour").wait_for()
    assert {actor.slug for actor in Story.objects.get().actors.all()} == {"ana-petrova", "boris-okri"}
    page.get_by_role("link", name="Add an event").first.click()
    page.get_by_label("Other actors, one name on each line").press_sequentially("bor")
    expect(offered).to_have_count(1)
