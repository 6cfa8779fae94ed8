"""An upload in the browser: it survives a broken connection and a reload, and several files go side by side."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from sources.models import ImportJob
from tests.factories import PASSWORD, UserFactory
from tests.imports.files import TEXT

pytestmark = pytest.mark.django_db(transaction=True)

UPLOADS = "**/imports/uploads/*/"
JOB = re.compile(r"/imports/\d+/$")


@pytest.fixture(autouse=True)
def signed_in(page: Page, live_server: LiveServer, settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    UserFactory(username="ada", role="admin")
    page.goto(f"{live_server.url}/login/?next=/imports/new/")
    page.get_by_label("User name").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/imports/new/")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Three pieces of eight megabytes, the last not full."""
    path = tmp_path / "large.txt"
    path.write_text(f"{TEXT}\n" * 60_000)
    return path


def broken(*numbers: int) -> Callable[[Route], None]:
    """Breaks the pieces with these numbers, counted as they are sent."""
    sent = 0

    def handle(route: Route) -> None:
        nonlocal sent
        sent += route.request.method == "PATCH"
        if route.request.method == "PATCH" and sent in numbers:
            route.abort()
        else:
            route.continue_()

    return handle


def test_a_broken_connection_costs_nothing(page: Page, large: Path) -> None:
    page.route(UPLOADS, broken(2, 3))
    page.get_by_label("Files").set_input_files(large)
    page.get_by_label("Outlet").fill("Gazette")
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url(JOB)
    job = ImportJob.objects.get()
    assert (job.phase, job.options) == ("ready", {"outlet": "Gazette"})
    assert Path(job.path).read_bytes() == large.read_bytes()


def test_paused_left_and_gone_on_with_from_the_page_of_the_job(page: Page, large: Path, tmp_path: Path) -> None:
    page.route(UPLOADS, broken(*range(2, 99)))
    page.get_by_label("Files").set_input_files(large)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator(".uploads .count")).to_contain_text("8.0 MB of")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".uploads .count")).to_have_text("paused")
    page.unroute(UPLOADS)
    page.goto(page.url.replace("new/", ""))
    page.get_by_role("link", name="large.txt").click()
    expect(page.get_by_text("8.0 MB of 19.0 MB are here")).to_be_visible()

    other = tmp_path / "other.txt"
    other.write_text(TEXT)
    page.get_by_label("Choose the same file again").set_input_files(other)
    expect(page.get_by_text("This is not the file that the upload began with")).to_be_visible()

    first_piece: list[str] = []
    page.on("request", lambda r: first_piece.append(r.headers["upload-offset"]) if r.method == "PATCH" else None)
    page.get_by_label("Choose the same file again").set_input_files(large)
    expect(page.get_by_text("awaiting your go-ahead")).to_be_visible()
    assert first_piece[0] == str(8 * 1024 * 1024)
    assert Path(ImportJob.objects.get().path).read_bytes() == large.read_bytes()


def test_the_same_file_chosen_again_goes_on(page: Page, large: Path) -> None:
    page.route(UPLOADS, broken(*range(2, 99)))
    page.get_by_label("Files").set_input_files(large)
    page.get_by_role("button", name="Look at it first").click()
    expect(page.locator(".uploads .count")).to_contain_text("8.0 MB of")
    page.reload()
    page.unroute(UPLOADS)  # not before: the upload, which tries again, would end meanwhile
    page.get_by_label("Files").set_input_files(large)
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url(JOB)
    assert Path(ImportJob.objects.get().path).read_bytes() == large.read_bytes()


def test_several_files_go_side_by_side(page: Page, silent: None, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("one.txt", "two.txt")]
    for file in files:
        file.write_text(f"{TEXT} {file.name}")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url("**/imports/")
    expect(page.get_by_text("awaiting your go-ahead")).to_have_count(2)
    assert {Path(job.path).read_text() for job in ImportJob.objects.all()} == {f"{TEXT} {f.name}" for f in files}


def test_what_the_server_refuses_can_be_mended(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(TEXT)
    page.get_by_label("Files").set_input_files(file)
    page.get_by_label("Published on").fill("2999-01-01")
    page.get_by_role("button", name="Look at it first").click()
    expect(page.get_by_text("The date must lie between 1900 and tomorrow.")).to_be_visible()
    page.get_by_label("Published on").fill("2024-09-19")
    page.get_by_role("button", name="Look at it first").click()
    page.wait_for_url(JOB)
    assert ImportJob.objects.get().options["published"] == "2024-09-19"
