"""Importing in the browser: what can be begun, by whom, and the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sources.models import Article, ImportJob
from tests.factories import ArticleFactory, ImportJobFactory
from tests.imports.files import TEXT, finish

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]
PAGES = ("/imports/", "/imports/new/", "/imports/{}/", "/imports/{}/mend/", "/imports/{}/rejects.csv")


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    """The server's folder of files to import."""
    settings.MEDIA_ROOT = str(tmp_path / "files")
    path = tmp_path / "inbox"
    path.mkdir()
    settings.IMPORT_DIR = path
    return path


def upload(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_imports_are_for_admins(sign_in: SignIn, role: str) -> None:
    client, job = sign_in(role), ImportJobFactory()
    for page in PAGES:
        assert client.get(page.format(job.pk)).status_code == 403
    for page in (*PAGES, "/imports/uploads/"):
        assert client.post(page.format(job.pk), {"text": TEXT, "action": "cancel"}).status_code == 403
    assert ImportJob.objects.get().phase == "importing"


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/imports/").headers["Location"].startswith("/login/")


def test_an_empty_list_teaches(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/imports/").content.decode()
    assert "would be listed" in page
    assert 'href="/imports/new/"' in page


def test_a_file_is_looked_at_first(sign_in: SignIn) -> None:
    client = sign_in("admin")
    table = f'text,url\n"{TEXT}",https://a.example/1\n'
    answer = client.post("/imports/new/", {"upload": upload("table.csv", table), "outlet": "Gazette"})
    job = ImportJob.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/imports/{job.pk}/")
    assert (job.phase, job.name, job.options, job.size) == (
        "ready",
        "table.csv",
        {"outlet": "Gazette"},
        len(table.encode()),
    )
    assert job.created_by
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "Dry run" in page
    assert "https://a.example/1" in page
    assert not Article.objects.exists()


def test_a_file_goes_in_at_once(sign_in: SignIn) -> None:
    client = sign_in("admin")
    table = f'text,url\n"{TEXT}",https://a.example/1\n,https://a.example/2\n<script>,nowhere\n'
    client.post("/imports/new/", {"upload": upload("table.csv", table), "outlet": "Gazette", "go": "1"})
    job = finish(ImportJob.objects.get())
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert Article.objects.get().outlet.name == "Gazette"
    assert "The row has no text." in page
    assert "&lt;script&gt;" in page
    assert "<script>,nowhere" not in page
    assert "table.csv" in client.get("/imports/").content.decode()


def test_several_files_are_several_imports(sign_in: SignIn) -> None:
    files = [upload("one.txt", TEXT), upload("two.txt", f"{TEXT} Two.")]
    answer = sign_in("admin").post("/imports/new/", {"upload": files}, follow=True)
    assert "2 files await your go-ahead." in answer.content.decode()
    assert list(ImportJob.objects.values_list("phase", flat=True)) == ["ready", "ready"]


def test_a_pasted_text_goes_in(sign_in: SignIn) -> None:
    client = sign_in("admin")
    form = {"text": f"Ein  Wort\r\n{TEXT}", "title": "Quay", "outlet": "Gazette", "published": "2024-09-19"}
    client.post("/imports/new/", {**form, "url": "https://gazette.example/quay?utm_source=x"})
    finish(ImportJob.objects.get())
    article = Article.objects.get()
    assert (article.title, article.outlet.name, article.url) == ("Quay", "Gazette", "https://gazette.example/quay")
    assert article.published_on == dt.date(2024, 9, 19)
    assert article.latest
    assert article.latest.text == f"Ein  Wort\n{TEXT}"


@pytest.mark.parametrize(("go", "then"), [("", "ready"), ("1", "importing")])
def test_an_address_is_fetched_by_workers(sign_in: SignIn, go: str, then: str) -> None:
    form = {"address": "HTTPS://News.example/feed.xml", "outlet": "Gazette", "go": go}
    sign_in("admin").post("/imports/new/", form)
    job = ImportJob.objects.get()
    assert (job.phase, job.origin, job.address) == ("loading", "url", "https://news.example/feed.xml")
    assert job.options == {"outlet": "Gazette", "then": then}


def test_the_servers_folder_offers_its_files(sign_in: SignIn, folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(TEXT)
    (folder / "quay.txt").write_text(TEXT)
    (folder / "deep").mkdir()
    (folder / "deep" / "below.txt").write_text(TEXT)
    (folder / ".hidden.txt").write_text(TEXT)
    (folder / "link.txt").symlink_to(secret)
    client = sign_in("admin")
    page = client.get("/imports/new/").content.decode()
    assert "quay.txt (" in page
    for name in ("below.txt", "hidden.txt", "link.txt"):
        assert name not in page
    for name in ("deep/below.txt", ".hidden.txt", "link.txt", "../secret.txt", str(secret), "deep"):
        assert client.post("/imports/new/", {"inbox": name}).status_code == 422
    client.post("/imports/new/", {"inbox": "quay.txt"})
    job = ImportJob.objects.get()
    assert (job.phase, job.origin, job.path) == ("ready", "path", str(folder / "quay.txt"))


def test_an_empty_folder_is_not_shown(sign_in: SignIn) -> None:
    assert "server’s folder" not in sign_in("admin").get("/imports/new/").content.decode()


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({}, "Choose a file, paste a text or write an address"),
        ({"text": "  "}, "Choose a file, paste a text or write an address"),
        ({"upload": ("empty.csv", "")}, "empty.csv is empty"),
        ({"upload": ("a.txt", TEXT), "text": TEXT}, "Only one of these at a time"),
        ({"address": "https://a.example/", "text": TEXT}, "Only one of these at a time"),
        ({"address": "file:///etc/passwd"}, "no http or https"),
        ({"text": TEXT, "published": "someday"}, "valid date"),
        ({"text": TEXT, "published": "2999-01-01"}, "between 1900 and tomorrow"),
        ({"text": TEXT, "url": "ftp://a.example"}, "no http or https"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(sign_in: SignIn, form: dict[str, Any], complaint: str) -> None:
    data = {name: upload(*value) if isinstance(value, tuple) else value for name, value in form.items()}
    answer = sign_in("admin").post("/imports/new/", data)
    assert answer.status_code == 422
    assert complaint in answer.content.decode()
    assert not ImportJob.objects.exists()


def test_a_file_that_cannot_be_stored_says_so(sign_in: SignIn, settings: LazySettings, folder: Path) -> None:
    settings.MEDIA_ROOT = str(folder / "file" / "below")
    (folder / "file").write_text("in the way")
    answer = sign_in("admin").post("/imports/new/", {"upload": upload("a.txt", TEXT)})
    assert answer.status_code == 507
    assert "could not store the file" in answer.content.decode()


def test_what_awaits_a_person_comes_first(sign_in: SignIn) -> None:
    ready = ImportJobFactory(name="ready.csv", phase="ready", state="done")
    ImportJobFactory(name="stopped.csv", phase="importing", paused=True)
    ImportJobFactory.create_batch(3, name="other.csv", phase="finished", state="done")
    page = sign_in("admin").get("/imports/").content.decode()
    assert page.index("Awaiting you") < page.index("stopped.csv") < page.index("ready.csv") < page.index("Others")
    assert f'href="/imports/{ready.pk}/"' in page
    assert "importing, paused" in page


def test_outcomes_in_the_list_lead_to_the_rows(sign_in: SignIn) -> None:
    job = ImportJobFactory(phase="finished", state="done", read_rows=12, created=9, rejected=3)
    page = sign_in("admin").get("/imports/").content.decode()
    assert f'href="/imports/{job.pk}/?outcome=created#rows"' in page
    assert "3 rejected" in page


def test_the_list_goes_on(sign_in: SignIn) -> None:
    jobs = ImportJobFactory.create_batch(55, phase="finished", state="done")
    client = sign_in("admin")
    page = client.get("/imports/").content.decode()
    assert f'href="?before={jobs[5].pk}"' in page
    assert f"/imports/{jobs[4].pk}/" in client.get(f"/imports/?before={jobs[5].pk}").content.decode()


def test_the_queries_do_not_grow_with_the_list(
    sign_in: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = sign_in("admin")
    ImportJobFactory.create_batch(30)
    ImportJobFactory.create_batch(30, phase="ready", state="done")
    with django_assert_max_num_queries(7):
        client.get("/imports/")


def test_nothing_is_begun_without_csrf_token(sign_in: SignIn) -> None:
    client = sign_in("admin")
    client.handler.enforce_csrf_checks = True
    assert client.post("/imports/new/", {"text": TEXT}).status_code == 403


def test_the_admin_site_leads_to_the_import(sign_in: SignIn) -> None:
    client = sign_in("admin")
    assert 'href="/admin/sources/importjob/add/"' in client.get("/admin/sources/importjob/").content.decode()
    assert client.get("/admin/sources/importjob/add/").headers["Location"] == "/imports/new/"
    ImportJobFactory()
    article = ArticleFactory()
    for model in ("outlet", "article", "snapshot", "importjob", "importaddress", "importproblem", "feed"):
        assert client.get(f"/admin/sources/{model}/").status_code == 200
    assert client.get(f"/admin/sources/snapshot/{article.latest_id}/change/").status_code == 200
    assert client.get(f"/admin/sources/article/{article.pk}/change/").status_code == 200
