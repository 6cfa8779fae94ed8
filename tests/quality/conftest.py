"""One world and one server for all of these tests: they look, and what they add harms no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from tests.quality.world import World, fill

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock():
        yield fill()
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="package")
def enter(browser: Browser, world: World) -> Iterator[Callable[..., BrowserContext]]:
    """`enter("editor", viewport=...)`: a browser in which that person has signed in; `enter("")` for nobody."""
    live = LiveServer("localhost")
    with ExitStack() as opened:
        opened.callback(live.stop)

        def sign_in(role: str, **options: Any) -> BrowserContext:
            context = browser.new_context(base_url=live.url, **options)
            opened.callback(context.close)
            if role:
                name = settings.SESSION_COOKIE_NAME
                context.add_cookies([{"name": name, "value": world.sessions[role], "url": live.url}])
            return context

        yield sign_in


@pytest.fixture
def tour(enter: Callable[..., BrowserContext], world: World) -> Callable[..., Iterator[tuple[str, str, Page]]]:
    """`tour(viewport=...)`: every page of the world by name, its address, and the browser's page to open it in."""

    def go(**options: Any) -> Iterator[tuple[str, str, Page]]:
        opened: dict[str, Page] = {}
        for name, address in world.pages.items():
            role = world.seen_by.get(name, "admin")
            if role not in opened:
                opened[role] = enter(role, **options).new_page()
            yield name, address, opened[role]

    return go
