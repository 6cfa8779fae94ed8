from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.signing_in import sign_in
from tests.factories import UserFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page
    from pytest_django.live_server_helper import LiveServer


@pytest.fixture
def silent(page: Page) -> Iterator[None]:
    """Nothing on the console (CSP reports among it) and no request to another host."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda r: None if "//localhost" in r.url or "//127.0.0.1" in r.url else found.append(r.url))
    yield
    assert not found


@pytest.fixture
def open_as_reader(page: Page, live_server: LiveServer) -> Callable[[str], None]:
    """`open_as_reader("/stories/")`: signed in as an analyst."""
    return _signed_in(page, live_server, "analyst")


@pytest.fixture
def open_as_editor(page: Page, live_server: LiveServer) -> Callable[[str], None]:
    return _signed_in(page, live_server, "editor")


def _signed_in(page: Page, live_server: LiveServer, role: str) -> Callable[[str], None]:
    def visit(address: str) -> None:
        UserFactory(username="reader", role=role)
        sign_in(page, "reader", address, live_server.url)

    return visit
