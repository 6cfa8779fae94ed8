from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories import PASSWORD, ActorFactory, ClaimFactory, EventFactory, LinkFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

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


def test_it_is_looked_at_closer_in_place(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.evaluate("window.stays = true")
    title = page.locator("#timeline-title")
    page.locator(".axis a.zoom:has(.month)").first.click()
    expect(title).to_have_text("Timeline Sep 2024")
    expect(page).to_have_url(re.compile("zoom=month&from=2024-09-01&to=2024-09-30$"))
    expect(page.locator("#announce")).to_have_text("Timeline, Sep 2024: 3 claims")
    page.keyboard.press("+")
    expect(title).to_have_text("Timeline 9–15 Sep 2024")
    page.keyboard.press("-")
    expect(title).to_have_text("Timeline Sep 2024")
    page.get_by_role("link", name="Later").click()
    expect(title).to_have_text("Timeline Oct 2024")
    expect(page.get_by_role("link", name="Later")).to_be_focused()
    assert page.evaluate("window.stays")
    page.go_back()
    expect(title).to_have_text("Timeline Sep 2024")
    page.locator("a.mark").first.focus()
    expect(page.locator(".timeline-said")).to_contain_text("Ana Petrova, 1 Sep 2024")


def test_days_are_chosen_by_dragging(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.locator(".axis a.zoom:has(.month)").first.click()
    expect(page.locator("#timeline-title")).to_have_text("Timeline Sep 2024")
    picture = page.locator(".timeline svg")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box
    day = box["width"] / 30
    page.mouse.move(box["x"] + 8.5 * day, box["y"] + box["height"] - 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 11.5 * day, box["y"] + box["height"] - 10, steps=4)
    expect(page.locator(".selected-days")).to_be_visible()
    page.mouse.up()
    expect(page.locator("#timeline-title")).to_have_text("Timeline 9–12 Sep 2024")
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    expect(page.locator("#timeline-title")).to_have_text("Timeline Sep 2024")


def test_actors_are_chosen_in_place(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.evaluate("window.stays = true")
    page.locator("#choose-actor").click()
    page.get_by_role("checkbox", name="Bo Larsen").check()
    page.locator(".timeline-filters details[open] button").click()
    expect(page.locator("a.mark")).to_have_count(1)
    page.get_by_role("link", name="Bo Larsen (take away)").click()
    expect(page.locator("a.mark")).to_have_count(3)
    assert page.evaluate("window.stays")


def test_pointing_at_a_name_draws_its_lines(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    of_bo = page.locator(".said").nth(1).locator(".threads")
    expect(of_bo).to_be_hidden()
    page.get_by_role("link", name="Bo Larsen").first.focus()
    page.locator(".lane-names a.name", has_text="Bo Larsen").hover()
    expect(of_bo).to_be_visible()
    expect(page.locator(".said").nth(0).locator(".threads").first).to_be_hidden()
    page.get_by_label("Draw a line from every claim").check()
    expect(page.locator(".said").nth(0).locator(".threads").first).to_be_visible()


def test_it_is_walked_without_javascript(story: str, browser: Browser, live_server: LiveServer) -> None:
    UserFactory(username="reader")
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/login/?next={story}")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.locator(".lane-names a.name", has_text="Bo Larsen").hover()
    expect(page.locator(".said").nth(1).locator(".threads")).to_be_visible()
    page.locator(".axis a.zoom:has(.month)").first.click()
    expect(page.locator("#timeline-title")).to_have_text("Timeline Sep 2024")
    page.get_by_role("link", name="Look closer").click()
    page.get_by_role("link", name="Earlier").click()
    expect(page.locator("#timeline-title")).to_have_text("Timeline 2–8 Sep 2024")
    page.locator("#choose-days").click()
    page.get_by_label("From", exact=True).fill("2024-09-01")
    page.get_by_label("to", exact=True).fill("2024-09-20")
    page.locator(".timeline-filters details[open] button").click()
    expect(page.locator("a.mark")).to_have_count(3)
