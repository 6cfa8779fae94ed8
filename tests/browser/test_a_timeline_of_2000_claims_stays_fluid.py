from __future__ import annotations

import gzip
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.factories import EventFactory, StoryFactory, many_claims

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]

MOST_BYTES = 300_000
JANK = 200
"""Milliseconds. A task of 50 counts as long; a busy machine stretches short ones to that."""


@pytest.fixture
def story() -> str:
    story = StoryFactory(slug="dam")
    for number in range(12):
        EventFactory(story=story, title=f"Step {number} of the plan")
    many_claims(story, 2000)
    return "/stories/dam/"


def test_hovering_and_scrolling_block_nothing(story: str, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader(story)
    page.evaluate(
        """window.long = [];
        new PerformanceObserver((list) => window.long.push(...list.getEntries().map((entry) => entry.duration)))
            .observe({ type: "longtask" });"""
    )
    picture = page.locator(".timeline svg")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    assert box

    def blocked() -> list[float]:
        page.evaluate("window.long.length = 0")
        for lane in range(4):
            y = box["y"] + box["height"] - 40 - lane * 40
            page.mouse.move(box["x"], y)
            page.mouse.move(box["x"] + min(box["width"], 900), y, steps=40)
        page.get_by_label("Draw a line from every claim").check()
        for _ in range(10):
            page.mouse.wheel(0, 200)
        page.locator("a.mark").nth(50).focus()
        for _ in range(20):
            page.keyboard.press("ArrowRight")
        page.get_by_label("Draw a line from every claim").uncheck()
        return [duration for duration in page.evaluate("window.long") if duration > JANK]

    # What the page itself does it does every time; what the machine does beside it comes and goes.
    assert [] in (blocked(), blocked(), blocked())


@pytest.mark.parametrize("query", ["", "?view=table"])
def test_it_is_light(story: str, open_as_reader: Callable[[str], None], page: Page, query: str) -> None:
    open_as_reader("/stories/")
    received: list[int] = []
    page.on("response", lambda response: received.append(len(gzip.compress(response.body(), 6))))
    page.goto(page.url.replace("/stories/", story + query))
    page.wait_for_load_state("networkidle")
    assert 10_000 < sum(received) < MOST_BYTES
