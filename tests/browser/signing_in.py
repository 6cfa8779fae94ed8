"""The form by which people sign in, with the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["sign_in"]


def sign_in(page: Page, name: str, address: str, site: str = "", leads_to: str = "") -> None:
    """On the way to `address`, or to what that leads to; `site` where the page has no base of its own."""
    page.goto(f"{site}/login/?next={address}")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(leads_to or f"**{address}")
