"""The page of an import while it runs, waits, and after its dry run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from sources.models import Article, ImportAddress, ImportJob
from sources.services.start import start_path
from sources.services.work import work_due
from tests.factories import ImportJobFactory
from tests.imports.files import TEXT, finish, run

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def page_of(client: Client, job: ImportJob, query: str = "") -> str:
    return client.get(f"/imports/{job.pk}/{query}").content.decode()


def worked_on(**values: object) -> ImportJob:
    """A job that somebody holds."""
    return ImportJobFactory(
        state="running", attempts=1, lease_until=timezone.now() + dt.timedelta(seconds=30), **values
    )


def test_a_running_import_asks_again_and_a_finished_one_reloads_once(sign_in: SignIn) -> None:
    client = sign_in("admin")
    job = worked_on(phase="importing", size=1000, read_bytes=250, read_rows=5000, created=5000, rate=100)
    page = page_of(client, job)
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page
    assert "25 % of the file · 5,000 rows · 100 rows/s · about 150 s left" in page.replace("about 2 min", "about 150 s")
    part = client.get(f"/imports/{job.pk}/", headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<section id="live"')
    assert "HX-Refresh" not in part.headers
    ImportJob.objects.update(phase="finished", state="done", lease_until=None)
    part = client.get(f"/imports/{job.pk}/", headers={"HX-Request": "true"})
    assert "hx-trigger" not in part.content.decode()
    assert part.headers["HX-Refresh"] == "true"


def test_phases_follow_each_other(sign_in: SignIn) -> None:
    client = sign_in("admin")
    job = worked_on(phase="comparing", read_rows=400, created=400, pass_rows=100, rate=50)
    page = page_of(client, job)
    assert "Reading and importing" in page
    assert "25 % · 50 rows/s · about 6 s left" in page
    assert "Fetching pages" not in page
    ImportJob.objects.update(phase="fetching", state="done", lease_until=None)
    for number in range(4):
        state = "done" if number else "waiting"
        ImportAddress.objects.create(job=job, row=number, url=f"https://a.example/{number}", host="a", state=state)
    assert "3 of 4 pages" in page_of(client, job)


def test_it_says_when_no_worker_comes(sign_in: SignIn) -> None:
    client, job = sign_in("admin"), ImportJobFactory()
    page = page_of(client, job)
    assert "waits for a worker" in page
    assert "No worker has taken this up" not in page
    ImportJob.objects.update(created_at=timezone.now() - dt.timedelta(seconds=31))
    assert "No worker has taken this up for 30 seconds" in page_of(client, job)


def test_a_job_that_began_long_ago_counts_its_waiting_from_the_first_look(sign_in: SignIn) -> None:
    client = sign_in("admin")
    job = ImportJobFactory(started_at=timezone.now())
    ImportJob.objects.update(created_at=timezone.now() - dt.timedelta(days=1))
    assert "No worker has taken" not in page_of(client, job)
    earlier = round(timezone.now().timestamp()) - 40
    assert "No worker has taken" in page_of(client, job, f"?waiting={earlier}")


def test_pages_that_a_server_puts_off_wait_for_nobody(sign_in: SignIn) -> None:
    job = ImportJobFactory(phase="fetching", state="done", started_at=timezone.now())
    later = timezone.now() + dt.timedelta(minutes=5)
    ImportAddress.objects.create(job=job, row=1, url="https://a.example/", host="a.example", not_before=later)
    assert "waits for a worker" not in page_of(sign_in("admin"), job)


def test_pause_go_on_cancel(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "quay.txt"
    path.write_text(TEXT)
    job, client = start_path(path), sign_in("admin")
    address = f"/imports/{job.pk}/"
    client.post(address, {"action": "pause"})
    work_due(job.pk)
    page = page_of(client, job)
    assert "importing, paused" in page
    assert "goes on when you resume it" in page
    assert not Article.objects.exists()
    client.post(address, {"action": "resume"})
    assert "paused" not in page_of(client, job)
    client.post(address, {"action": "cancel"})
    page = page_of(client, job)
    assert "cancelled" in page
    assert "Try again" in page
    client.post(address, {"action": "run"})
    assert finish(job).created == 1


def test_what_the_phase_does_not_allow_is_said(sign_in: SignIn) -> None:
    client = sign_in("admin")
    job = ImportJobFactory(phase="finished", state="done")
    for action in ("pause", "resume", "cancel", "rehearse", "import"):
        answer = client.post(f"/imports/{job.pk}/", {"action": action}, follow=True)
        assert "Nothing was done: the import is now finished." in answer.content.decode()
    assert client.post(f"/imports/{job.pk}/", {"action": "explode"}).status_code == 400


def test_a_dry_run_says_what_would_become_of_each_row(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    old = tmp_path / "old.csv"
    old.write_text(f'text,url,title\n"{TEXT}",https://a.example/1,Quay\n')
    run(old)
    article = Article.objects.get()
    other = "Ferries between the islands stop for a week, the company announced, while its engines are examined."
    path.write_text(
        f'text,url,title\n"{TEXT}",https://a.example/1,Quay\n"{other}",https://a.example/2,<b>Ferry\n'
        f'"{TEXT}",https://b.example/1,Copied\n,https://a.example/3,Empty\n,https://a.example/4,Void\n'
    )
    client, job = sign_in("admin"), start_path(path, go=False)
    address = f"/imports/{job.pk}/"
    form = {"choices": "1", "map_text": "text", "map_url": "url", "map_title": "title"}
    client.post(address, {**form, "action": "rehearse"})
    assert ImportJob.objects.get(pk=job.pk).phase == "rehearsing"
    assert "Stop the dry run" in page_of(client, job)
    job = finish(job)
    page = page_of(client, job)
    assert "What the dry run found" in page
    for count in ("1 created", "1 unchanged", "1 copy"):
        assert count in page
    assert "&lt;b&gt;Ferry" in page
    assert page.count(f'href="/articles/{article.pk}/"') == 2
    assert "The row has no text." in page
    assert "Change the mapping" in page
    assert Article.objects.count() == 1
    client.post(address, {"action": "import"})
    job = finish(job)
    assert (job.created, job.unchanged, job.copies, job.rejected) == (1, 1, 1, 2)


def test_a_file_that_is_not_wanted_is_left(sign_in: SignIn) -> None:
    client, job = sign_in("admin"), ImportJobFactory(phase="ready", state="done")
    client.post(f"/imports/{job.pk}/", {"action": "cancel"})
    assert ImportJob.objects.get().phase == "cancelled"


@pytest.mark.parametrize(
    "query", ["after=x&outcome=rejected", "after=-1", "after=²", "after=99999999999999999999", "outcome=lost"]
)
def test_a_page_that_is_none(sign_in: SignIn, query: str) -> None:
    job = ImportJobFactory(phase="finished", state="done", read_rows=1, created=1)
    assert sign_in("admin").get(f"/imports/{job.pk}/?{query}").status_code == 404
