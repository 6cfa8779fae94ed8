from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from claims.live_links import live_link
from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.usefixtures("silent")
def test_a_citation_is_copied(open_as_reader: Callable[[str], None], page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    claim = ClaimFactory(speaker=ActorFactory(name="Ana Petrova"))
    open_as_reader(claim.get_absolute_url())
    page.get_by_text("BibTeX").click()
    page.get_by_role("button", name="Copy").locator("visible=true").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"@misc{{onrecord-{claim.pk},")
    assert page.locator("#announce").text_content() == "Copied"


def test_a_browser_finds_the_words_and_not_their_first_likeness(page: Page, tmp_path: Path) -> None:
    filler = "\n".join(["It rained on the town and the talks went on."] * 60)
    text = f"“We stay,” the envoy said.\n{filler}\n“We stay,” the minister said.\n{filler}"
    start = text.rindex("“We stay")
    claim = ClaimFactory(snapshot=ArticleFactory(text=text).latest, content=[[start, start + 10]])
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    (tmp_path / "live.html").write_text(f"<!doctype html><meta charset=utf-8>{body}")
    fragment = live_link("https://live.example/", text, claim).partition("#")[2]
    page.goto(f"file://{tmp_path}/live.html#{fragment}")
    page.wait_for_function("scrollY > 0")
    minister = page.get_by_text("the minister said").bounding_box()
    assert minister
    assert 0 < minister["y"] < 720
