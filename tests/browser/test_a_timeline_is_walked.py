from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories import ActorFactory, ClaimFactory, EventFactory, LinkFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


@pytest.fixture
def story() -> str:
    event = EventFactory(story__slug="dam", title="Opening")
    for number, name in enumerate(["Ana Petrova", "Ana Petrova", "Bo Larsen"]):
        actor = ActorFactory._meta.model.objects.filter(name=name).first() or ActorFactory(name=name)
        claim = ClaimFactory(speaker=actor, day=dt.date(2024, 9, 1 + number * 9))
        LinkFactory(claim=claim, story=event.story, event=event)
    return "/stories/dam/"


def test_arrow_keys_walk_from_mark_to_mark(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.locator("a.event").focus()
    said = page.locator(".timeline-said")
    expect(said).to_have_text("Opening, 27 Sep 2024, 3 claims")
    told = []
    for key in ("ArrowDown", "Home", "ArrowRight", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
        told.append(said.inner_text().split(", proposed")[0])
    days = ["10 Sep 2024", "1 Sep 2024", "10 Sep 2024", "19 Sep 2024", "10 Sep 2024"]
    assert told == [f"{'Bo Larsen' if number == 3 else 'Ana Petrova'}, {day}" for number, day in enumerate(days)]
    assert page.locator(".timeline a[tabindex='0']").count() == 1


def test_a_line_shows_what_a_claim_is_about(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    thread = page.locator("a.mark .threads").first
    expect(thread).to_be_hidden()
    page.locator("a.mark .dot").first.hover()
    expect(thread).to_be_visible()


def test_t_changes_to_the_table_and_back(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.keyboard.press("t")
    page.wait_for_url("**view=table*")
    expect(page.locator(".timeline-table tbody tr")).to_have_count(4)
    page.keyboard.press("t")
    expect(page.locator(".timeline svg")).to_be_visible()
