"""WCAG 2.2 AA as far as a machine can tell, on every page, at both widths, in both themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

    from tests.quality.world import World

pytestmark = pytest.mark.django_db
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
ALL = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}


@pytest.mark.parametrize("width", [390, 1440])
def test_no_page_breaks_a_rule(tour: Callable[..., Iterator[tuple[str, str, Page]]], width: int) -> None:
    found: list[str] = []
    for name, address, page in tour(viewport={"width": width, "height": 900}):
        page.emulate_media(color_scheme="light")
        page.goto(address)
        found += [f"{name}: {each}" for each in broken(page, ALL)]
        if width < 1000:
            continue  # the same colours
        page.emulate_media(color_scheme="dark")
        found += [f"{name}, dark: {each}" for each in broken(page, COLOURS)]
    assert not found, "\n".join(found)


SELECT = """() => {
  const text = document.querySelector(".text p[data-start]").firstElementChild.firstChild;
  getSelection().setBaseAndExtent(text, 1, text, 12);
}"""


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_state_of_marking_words_breaks_a_rule(
    world: World, enter: Callable[..., BrowserContext], width: int, scheme: Literal["light", "dark"]
) -> None:
    page = enter("admin", viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto(world.pages["review"])
    page.locator("#review a[data-key=e]").click()
    expect(page.locator(".marking-words .pieces li")).to_have_count(1)
    found = [f"marking in the review: {each}" for each in broken(page, ALL)]
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    expect(page.locator("#words-wait")).to_be_visible()
    found += [f"marked in the review: {each}" for each in broken(page, ALL)]
    page.locator("#words-wait button").click()
    page.goto(world.pages["article"])
    page.evaluate(SELECT)
    if width < 1000:
        page.locator("#add-selected").click()
    else:
        page.keyboard.press("a")
    expect(page.locator(".adding .pieces li").first).to_be_visible()
    found += [f"adding in the article: {each}" for each in broken(page, ALL)]
    page.keyboard.press("Escape")
    assert not found, "\n".join(found)


def broken(page: Page, options: Mapping[str, object]) -> list[str]:
    """Each rule with the first elements that break it."""
    violations = Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']} ({each['help']}): " + " | ".join(node["html"][:160] for node in each["nodes"][:3])
        for each in violations
    ]
