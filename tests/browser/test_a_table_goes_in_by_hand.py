"""As a new admin would: a table of 40,000 rows, 17 of them bad, with a mapping, a dry run, an import that loses its
worker on the way, and a report that names the 17."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from sources.models import Article, ImportJob, Outlet
from tests.factories import PASSWORD, UserFactory
from tests.imports.files import finish

if TYPE_CHECKING:
    from tests.conftest import Worker

pytestmark = pytest.mark.django_db(transaction=True)

ROWS = 40_000
WITHOUT_TEXT = range(1_000, 40_000, 4_000)  # 10 rows
UNDATED = range(2_500, 40_000, 6_000)  # 7 rows
PLACES = ("northern quay", "old wall", "ferry house", "fish market", "customs bridge", "dry dock", "signal tower")
LEASE = {"ONRECORD_LEASE": "3"}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """As a spreadsheet of a German office saves it: semicolons, a byte order mark, days before months."""
    path = tmp_path / "archive 2024.csv"
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        write = csv.writer(file, delimiter=";").writerow
        write(["No.", "Überschrift", "Volltext", "Link", "Erschienen"])
        for number in range(1, ROWS + 1):
            words = " ".join(f"{PLACES[number // 3**n % 7]} {number * (n + 3) % 9973}" for n in range(9))
            text = "" if number in WITHOUT_TEXT else f"Session {number} of the harbour council heard of the {words}."
            day = "next spring" if number in UNDATED else f"{number % 28 + 1:02}.{number % 12 + 1:02}.2024"
            write([number, f"Session {number}", text, f"https://amsel.example/{number}", day])
    return path


def test_with_a_mapping_a_dry_run_and_a_killed_worker(
    page: Page,
    live_server: LiveServer,
    silent: None,
    settings: LazySettings,
    table: Path,
    tmp_path: Path,
    worker: Callable[..., Worker],
    eventually: Callable[..., None],
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    UserFactory(username="ada", role="admin")
    first = worker(**LEASE)
    page.goto(f"{live_server.url}/login/?next=/imports/new/")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Files").set_input_files(table)
    page.get_by_label("Outlet").fill("Amsel Gazette")
    page.get_by_role("button", name="Look at it first").click()

    # The mapping: contents tell text, address and date; the rest is for a person.
    preview = page.locator("#preview")
    expect(page.get_by_label("Text", exact=True)).to_have_value("Volltext")
    expect(page.get_by_label("Address", exact=True)).to_have_value("Link")
    expect(page.get_by_label("Date", exact=True)).to_have_value("Erschienen")
    page.get_by_label("Title", exact=True).select_option("Überschrift")
    expect(preview.get_by_text("Session 1", exact=True)).to_be_visible()
    page.get_by_label("Id", exact=True).select_option("No.")
    expect(page.locator("#example-map_external_id")).to_have_text("123")
    expect(preview.locator(".refused")).to_have_count(0)
    expect(preview.get_by_text("2 Feb 2024")).to_be_visible()

    page.get_by_role("button", name="Dry run").click()
    expect(page.get_by_role("heading", name="What the dry run found")).to_be_visible(timeout=180_000)
    expect(page.locator(".rehearsed .rejected dd")).to_have_text("17")
    expect(page.locator(".problems tbody tr")).to_have_count(17)
    assert not Article.objects.exists()

    page.get_by_role("button", name="Import", exact=True).first.click()
    eventually(lambda: ImportJob.objects.get().read_rows > 0, within=60)
    first.kill()
    assert ImportJob.objects.get().phase == "importing"
    finish(ImportJob.objects.get())  # once the lease of the dead has run out
    expect(page.locator("#live .phase-finished")).to_be_visible(timeout=30_000)

    job = ImportJob.objects.get()
    assert (job.read_rows, job.settled, job.rejected) == (ROWS, ROWS, 17)
    assert Article.objects.count() == ROWS - 17
    expect(page.locator(".problems tbody tr")).to_have_count(17)
    expect(page.get_by_role("link", name="10 The row has no text.")).to_be_visible()
    expect(page.get_by_role("link", name="7 “…” is not a date")).to_be_visible()
    named = {int(cell.replace(",", "")) for cell in page.locator(".problems td.number:first-child").all_inner_texts()}
    assert named == {*WITHOUT_TEXT, *UNDATED}
    assert Outlet.objects.get(name="Amsel Gazette").import_options["map"]["text"] == "Volltext"
