"""A person without a mouse: what they walk to with Tab, and press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

STEPS = 250
FOCUSED = "element => element === document.activeElement"


def walk_to(page: Page, target: Locator) -> None:
    """By Tab, from where the focus is."""
    expect(target).to_be_visible()
    for _ in range(STEPS):
        if target.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} is not reached with {STEPS} steps of the Tab key")


def press(page: Page, target: Locator) -> None:
    """A link or a button."""
    walk_to(page, target)
    page.keyboard.press("Enter")


def write(page: Page, target: Locator, text: str) -> None:
    walk_to(page, target)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type(text)


def type_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
