import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from claims.services.demo import seed_world
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_newsweek_in_the_browser(
    page: Page, live_server: LiveServer, worker: Callable[..., object], newsweek: Path
) -> None:
    """As a new admin would: sign in, import the file, wait for it, and read who said what."""
    UserFactory(username="ada", role="admin")
    seed_world()
    worker()
    page.goto(live_server.url)
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    page.get_by_role("link", name="Imports").click()
    page.locator('a[href="/imports/new/"]').first.click()
    page.get_by_label("Files").set_input_files(newsweek)
    page.get_by_label("Outlet").fill("Newsweek")
    page.get_by_label("Published on").fill("2024-09-19")
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_text("finished").first).to_be_visible(timeout=60_000)

    pages = {
        "hussein-al-musawi": "will not keep its promises",
        "mohammed-shia-al-sudani": "reached an agreement to organize this withdrawal",
        "matthew-miller": "a number of discussions",
        "patrick-ryder": "sustainable bilateral security",
        "islamic-resistance-in-iraq": "strongholds",
        "israel-defense-forces": "hostile air infiltration",
        "nujaba-movement": "will not keep its promises",
        "state-department": "a number of factors",
        "pentagon": "sustainable bilateral security",
        "prime-minister-of-iraq": "reached an agreement to organize this withdrawal",
    }
    for slug, words in pages.items():
        behalf = "" if slug in list(pages)[:6] else "?tab=behalf"
        url = f"{live_server.url}/actors/{slug}/{behalf}"
        page.goto(url)
        # The first extraction takes the time that loading the pipeline takes.
        for _ in range(180):
            if page.get_by_text(words).count():
                break
            page.wait_for_timeout(500)
            page.goto(url)
        expect(page.get_by_text(words).first).to_be_visible()

    page.goto(f"{live_server.url}/actors/matthew-miller/")
    expect(page.locator('time[datetime^="2024-09-16"]').first).to_be_visible()
    page.goto(f"{live_server.url}/stories/withdrawal-deal/")
    expect(page.get_by_text(re.compile("number of factors")).first).to_be_attached()
    expect(page.get_by_text("hostile air infiltration")).to_have_count(0)
