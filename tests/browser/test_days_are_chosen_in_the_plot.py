from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories import ActorFactory, ClaimFactory

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


@pytest.fixture
def ana_speaks() -> None:
    ana = ActorFactory(slug="ana")
    for week in range(26):
        ClaimFactory(speaker=ana, day=dt.date(2024, 1, 1) + dt.timedelta(7 * week), kind="direct")


def test_by_dragging(ana_speaks: None, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader("/actors/ana/?kind=direct")
    box = page.locator(".plot svg").bounding_box()
    assert box
    week = box["width"] / 26
    page.mouse.move(box["x"] + 2.1 * week, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 4.9 * week, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.locator("#sentence")).to_contain_text("claims from 15 Jan 2024")
    assert "kind=direct&since=2024-01-15&until=2024-02-04" in page.url
    page.get_by_role("link", name="all days").click()
    expect(page.locator("#sentence")).to_contain_text("26 direct")
    page.go_back()
    expect(page.locator("#sentence")).to_contain_text("claims from 15 Jan 2024")


def test_by_keys(ana_speaks: None, open_as_reader: Callable[[str], None], page: Page) -> None:
    open_as_reader("/actors/ana/")
    page.locator(".plot a[tabindex='0']").focus()
    for key in ("ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator(".plot a.within")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator("#sentence")).to_contain_text("3 claims from 3 Jun 2024")
    expect(page.locator("#sentence")).to_contain_text("to 23 Jun 2024")
