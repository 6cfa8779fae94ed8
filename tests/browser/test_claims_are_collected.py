"""An analyst ticks claims in a list, orders and annotates them, and takes them home with citations."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories import ActorFactory, ArticleFactory, ClaimFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


def test_from_a_list_to_a_document(page: Page, open_as_reader: Callable[[str], None], tmp_path: Path) -> None:
    ana = ActorFactory(name="Ana Petrova", slug="ana")
    for text in ("We leave in May", "Nobody leaves", "We leave by December"):
        ClaimFactory(snapshot=ArticleFactory(text=text).latest, speaker=ana)
    open_as_reader("/claims/")
    boxes = page.get_by_role("checkbox", name="Select this claim")
    expect(boxes.first).to_be_hidden()
    page.get_by_text("Select", exact=True).click()
    boxes.nth(0).check()
    boxes.nth(2).check()
    page.get_by_label("Title of a new collection").fill("When they leave")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("2 claims added to When they leave.")
    page.locator("#messages").get_by_role("link").click()
    words = page.locator(".collected .words")
    expect(words).to_have_text(["We leave by December", "We leave in May"])
    page.get_by_role("button", name="Move claim 2 up").click()
    expect(words).to_have_text(["We leave in May", "We leave by December"])
    page.get_by_text("Write a note").first.click()
    page.get_by_label("Note on claim 1").fill("Before the talks.")
    page.get_by_role("button", name="Save the note").first.click()
    expect(page.locator(".note")).to_have_text("Before the talks.")
    page.get_by_role("button", name="Take out claim 2").click()
    expect(words).to_have_count(1)
    page.get_by_role("button", name="Undo").click()
    expect(words).to_have_count(2)
    page.get_by_text("Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()
    assert download.value.suggested_filename.startswith("onrecord-when-they-leave-20")
    download.value.save_as(tmp_path / "claims.md")
    document = (tmp_path / "claims.md").read_text()
    assert "> “We leave in May”" in document
    assert "Before the talks." in document
    assert "1. Ana Petrova (reported 19 Sep 2024): “We leave in May” In:" in document
