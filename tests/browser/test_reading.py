"""What a person does, in a real browser: sign in, search, filter, open a claim, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from claims.models import ClaimSpeaker
from tests.factories import (
    PASSWORD,
    ActorFactory,
    ArticleFactory,
    ClaimFactory,
    EventFactory,
    LinkFactory,
    PositionFactory,
    UserFactory,
)

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
LONG_NAME = "Joint Permanent Higher Commission for the Coordination of Security and Defence Affairs of"
ARABIC_NAME = "محمد شياع السوداني"


@pytest.fixture
def world() -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana")
    position = PositionFactory(holder=ana, organization=ActorFactory(name="Ministry", slug="m", kind="organization"))
    event = EventFactory(story__slug="dam", story__title="The dam", title="Opening")
    for number in range(45):
        text = f"“The dam will open 😀 in round {number},” Ana Petrova said."
        claim = ClaimFactory(snapshot=ArticleFactory(text=text).latest, content=[[0, text.index("”") + 1]])
        ClaimSpeaker.objects.create(claim=claim, actor=ana, position=position, role="minister of rivers")
        LinkFactory(claim=claim, story=event.story, event=event)
    long = ArticleFactory(text="the committees must meet again " * 70).latest
    ClaimFactory(snapshot=long, kind="indirect", speaker=ActorFactory(name=LONG_NAME, slug="long"), confidence=0.2)
    ClaimFactory(speaker=ActorFactory(name=ARABIC_NAME, slug="arabic"))


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """Errors and warnings of the console, CSP reports among them, and requests to other hosts: none at the end."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda r: None if "//localhost" in r.url or "//127.0.0.1" in r.url else found.append(r.url))
    yield found
    assert not found


@pytest.fixture
def enter(page: Page, live_server: LiveServer) -> Callable[..., None]:
    def sign_in(role: str = "analyst") -> None:
        UserFactory(username=role, role=role)
        page.goto(f"{live_server.url}/")
        page.get_by_label("User name").fill(role)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="Newest claims").wait_for()

    return sign_in


def test_search_filter_and_open(world: None, enter: Callable[..., None], page: Page, complaints: list[str]) -> None:
    enter()
    page.keyboard.press("/")
    page.keyboard.type("committees")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/?q=committees")
    assert page.locator("article.claim").count() == 1
    assert page.locator("mark").first.inner_text() == "committees"
    page.get_by_role("link", name="committees").first.click()
    page.wait_for_url("**/claims/")
    page.locator("#facet-speaker-ana").click()
    page.wait_for_url("**/claims/?speaker=ana")
    assert " ".join(page.locator("#sentence").inner_text().split()) == "45 claims by Ana Petrova × (take away)"
    assert page.evaluate("document.activeElement.id") == "facet-speaker-ana", "the focus stays after the swap"
    assert page.locator("#announce").inner_text() == "45 claims"
    page.get_by_role("link", name="Older").click()
    page.wait_for_url("**after=**")
    assert page.locator("article.claim").count() == 20
    page.go_back()
    page.wait_for_url("**/claims/?speaker=ana")
    page.wait_for_function("document.querySelectorAll('article.claim').length === 25")
    page.locator(".words a").first.click()
    page.wait_for_url("**/claims/*/")
    assert page.locator(".in-content").first.inner_text().startswith("“The dam will open 😀")


def test_an_editor_decides_and_undoes(
    world: None, enter: Callable[..., None], page: Page, complaints: list[str]
) -> None:
    enter("editor")
    page.goto(page.url + "claims/?speaker=arabic")
    page.locator(".words a").first.click()
    page.locator("#d-note").fill("Heard on the radio.")
    page.locator(".decide").get_by_role("button", name="Confirm", exact=True).click()
    page.locator(".state-confirmed").wait_for()
    assert page.get_by_text("Heard on the radio.").is_visible()
    page.locator(".history summary").click()
    page.locator(".history").get_by_role("button", name="Undo").click()
    page.locator(".claim .state-proposed").wait_for()


PAGES = ["", "claims/", "claims/?doubtful=1", "claims/?since=x", "actors/", "actors/ana/", "actors/long/", "actors/m/"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
def test_every_page_fits_and_is_silent(
    world: None, enter: Callable[..., None], page: Page, complaints: list[str], width: int, theme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    enter("admin")
    home = page.url
    for address in [*PAGES, "claims/?speaker=long"]:
        page.goto(home + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert page.locator("h1").count() == 1, address
    page.locator(".words a").first.click()
    page.wait_for_url("**/claims/*/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_keyboard_reaches_the_content_and_the_menu(
    world: None, enter: Callable[..., None], page: Page, complaints: list[str]
) -> None:
    enter()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    page.locator("details.person summary").focus()
    page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Sign out").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("button", name="Sign out").is_hidden()


@pytest.mark.parametrize("browser_context_args", [{"java_script_enabled": False}], indirect=False)
def test_without_javascript(
    world: None, live_server: LiveServer, page: Page, browser_context_args: dict[str, bool]
) -> None:
    UserFactory(username="reader")
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/")
    page.get_by_label("User name").fill("reader")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_text("Menu").click()
    page.get_by_role("link", name="Claims", exact=True).click()
    page.get_by_text("Filters").click()
    page.get_by_label("Words in the claim").fill("committees")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url("**/claims/?q=committees")
    assert page.locator("article.claim").count() == 1
