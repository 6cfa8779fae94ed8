"""From an administrator's form over the mail to a first sign-in, each in a browser of its own."""

import re
from collections.abc import Callable

import pytest
from django.core.mail import EmailMessage
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import StoryFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


def test_from_the_invitation_to_the_first_decision(
    page: Page,
    browser: Browser,
    live_server: LiveServer,
    open_as: Callable[[str, str], None],
    mailoutbox: list[EmailMessage],
) -> None:
    StoryFactory(title="The dam", slug="dam")
    open_as("admin", "/people/")
    page.get_by_label("E-mail").fill("nadia@desk.example")
    page.get_by_label("Role").select_option("editor")
    page.get_by_label("these stories only").check()
    page.get_by_label("The dam").check()
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_role("region", name="Invitations")).to_contain_text("nadia@desk.example")
    [mail] = mailoutbox
    link = re.search(r"https?://[^/]+(/join/\S+/)", str(mail.body))
    assert link

    guest = browser.new_page()
    guest.goto(live_server.url + link[1])
    expect(guest.locator("main")).to_contain_text("invited nadia@desk.example as editor")
    guest.get_by_label("User name").fill("nadia")
    guest.get_by_label("Password", exact=False).first.fill("seven green rivers")
    guest.get_by_label("Password once more").fill("seven green rivers")
    guest.get_by_role("button", name="Join").click()
    guest.wait_for_url(f"{live_server.url}/")
    guest.get_by_text("nadia", exact=True).first.click()
    guest.get_by_role("button", name="Sign out").first.click()
    expect(guest.locator("#messages")).to_have_text("You have signed out.")
    guest.get_by_label("User name").fill("nadia")
    guest.get_by_label("Password").fill("seven green rivers")
    guest.get_by_role("button", name="Sign in").click()
    guest.wait_for_url(f"{live_server.url}/")
    guest.goto(f"{live_server.url}/stories/dam/")
    expect(guest.get_by_role("link", name="Edit the story")).to_be_visible()
    guest.close()
    page.reload()
    expect(page.get_by_role("region", name="People")).to_contain_text("nadia@desk.example")
