"""What have the parties to the withdrawal deal said about its end date, how did that change since July, where was it
reported? Asked of the demo's articles as the engine reads them, answered in five clicks, with a citation for each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from django.test import override_settings
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("silent")]


@pytest.fixture
def demo(tmp_path: Path) -> None:
    with override_settings(DATA_DIR=tmp_path):
        call_command("seed_demo", "--extract", "--quiet")


def test_the_end_date_of_the_deal(
    demo: None, open_as_reader: Callable[[str], None], page: Page, tmp_path: Path
) -> None:
    open_as_reader("/")

    # Home shows the story that moved; the story, all that was said about it.
    page.get_by_role("link", name="Withdrawal deal", exact=True).click()
    page.get_by_role("link", name="All claims in a list").click()

    # She wants what is about days from the first date that was named for the end, said since July.
    page.get_by_label("Said from").fill("2024-07-01")
    page.get_by_label("About days from").fill("2025-09-01")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#sentence")).to_contain_text("1 Jul 2024")

    # The page answers: who, when, which date. Read from below, the end moves from September 2025 to the end of 2026.
    said = page.locator("article.claim").all_inner_texts()
    assert 10 <= len(said) <= 20
    told = [" ".join(one.split()) for one in said]
    first, last = told[-1], told[0]
    assert "Baghdad had asked for the mission of the coalition to end by September 2025" in first
    assert "gone by the end of 2026" in last
    for party, words in [
        ("Mohammed Shia al-Sudani", "September 2026"),
        ("Patrick Ryder", "the last by September 2025"),
        (
            "Government of the United States and Government of Iraq",
            "close its military mission in Iraq by September 2025",
        ),
        ("Hussein al-Musawi", "September 2026 is an unacceptable date"),
    ]:
        assert any(one.startswith(party) and words in one for one in told), party

    # And it goes into the piece with where each was reported.
    page.get_by_text("Export").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Citations").click()
    download.value.save_as(tmp_path / "citations.txt")
    citations = (tmp_path / "citations.txt").read_text().splitlines()
    assert len(citations) == len(told)
    assert citations[0].startswith("1. ")
    for citation in citations:
        assert " In: " in citation
        assert "https://" in citation, "where it was reported"
        assert "/claims/" in citation, "where it stands here"
