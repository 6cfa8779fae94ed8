"""Take the pictures of the README anew from a running, fresh demo: `python docs/screenshots/take.py [--port N]
[--data DIR]`. ONRECORD_CHROMIUM names a browser in place of Playwright's own."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ANALYST = {
    "story.png": "/stories/withdrawal-deal/",
    "search.png": "/claims/?story=withdrawal-deal&meant_since=2025-09-01&since=2024-07-01",
    "compare.png": "/compare/?who=mohammed-shia-al-sudani&who=pentagon&story=withdrawal-deal",
    "article.png": "/articles/9/",
}
DARK = {"actor-dark.png": "/actors/mohammed-shia-al-sudani/"}
EDITOR = {"review.png": "/review/48/"}
TALL = {"story.png": 1240}
"""Pictures that need more height than a screen has, to show the whole of what they are about."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", type=Path, default=HERE.parent.parent / "var")
    args = parser.parse_args()
    passwords = json.loads((args.data / "demo-users.json").read_text())
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("ONRECORD_CHROMIUM"), args=["--no-sandbox"])
        for user, dark, addresses in (("analyst", False, ANALYST), ("analyst", True, DARK), ("editor", False, EDITOR)):
            page = signed_in(browser, f"http://127.0.0.1:{args.port}", user, passwords[user], dark=dark)
            for name, address in addresses.items():
                page.set_viewport_size({"width": 1440, "height": TALL.get(name, 900)})
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.screenshot(path=HERE / name)


def signed_in(browser: Browser, address: str, user: str, password: str, *, dark: bool) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": 1440, "height": 900}, color_scheme="dark" if dark else "light"
    )
    page = context.new_page()
    page.goto("/login/")
    page.get_by_label("User name").fill(user)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{address}/")
    return page


if __name__ == "__main__":
    main()
