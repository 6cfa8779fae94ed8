"""A list of claims by keyboard: walked, opened, saved; and saved without JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.factories import PASSWORD, ActorFactory, ArticleFactory, ClaimFactory, UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world() -> None:
    for number in range(45):
        text = f"Envoy {number} said the dam holds in round {number}. It rained."
        start = text.index("the dam")
        who = ActorFactory(name=f"Envoy {number}", slug=f"envoy-{number}")
        ClaimFactory(
            snapshot=ArticleFactory(text=text).latest, kind="indirect", content=[[start, text.index(".")]], speaker=who
        )


def lit(page: Page) -> str:
    return page.locator("#claims article[aria-current] .who").inner_text()


def test_by_keyboard(world: None, silent: None, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader("/claims/?q=dam")
    assert page.locator("article.claim").first.locator(".in-content mark").inner_text() == "dam"
    page.keyboard.press("j")
    assert lit(page) == "Envoy 44"
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert lit(page) == "Envoy 43"
    assert page.locator("#announce").inner_text().startswith("2 of 25: Envoy 43. Envoy 43 said the dam holds")
    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**after=*")
    page.keyboard.press("j")
    assert lit(page) == "Envoy 19"
    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Keys").is_visible()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    assert lit(page) == "Envoy 19"
    page.keyboard.press("/")
    page.keyboard.type("jk")
    assert page.locator("#search").input_value() == "jk"
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/*/")


def test_a_search_is_saved(world: None, silent: None, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader("/claims/?q=dam")
    page.keyboard.press("s")
    page.keyboard.type("Dams that hold")
    page.keyboard.press("Enter")
    page.get_by_text("Saved as “Dams that hold”.").wait_for()
    page.get_by_role("link", name="Dams that hold").click()
    page.wait_for_url("**/saved/")
    page.get_by_text("Change “Dams that hold”").click()
    page.get_by_role("button", name="Make a feed address").first.click()
    assert "/search.atom" in page.get_by_role("textbox", name="Feed address").input_value()


def test_single_keys_are_switched_off(
    world: None, silent: None, open_as_reader: Callable[[str], None], page: Page
) -> None:
    open_as_reader("/claims/?q=dam")
    page.get_by_role("button", name="Keys").click()
    page.get_by_label("single keys work").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    page.keyboard.press("/")
    assert page.locator("#claims article[aria-current]").count() == 0
    assert page.evaluate("document.activeElement.id") != "search"
    page.keyboard.press("?")
    assert not page.get_by_label("single keys work").is_checked()


@pytest.mark.parametrize("browser_context_args", [{"java_script_enabled": False}], indirect=False)
def test_without_javascript(
    world: None, live_server: LiveServer, page: Page, browser_context_args: dict[str, bool]
) -> None:
    UserFactory(username="reader")
    page.goto(f"{live_server.url}/login/?next=/claims/?q=dam")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Save", exact=True).click()
    page.get_by_role("button", name="Save search").click()
    page.get_by_text("Saved as “dam”.").wait_for()
