"""Importing in the browser: begin, watch, read what was rejected."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from sources.models import Article, ImportChunk, ImportJob, ImportProblem
from sources.services.chunks import import_due
from sources.services.reading import read_due
from tests.factories import ArticleFactory, ImportJobFactory
from tests.imports.files import TEXT

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def upload(name: str, text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def work(job: ImportJob) -> None:
    read_due(job.pk)
    while import_due(ImportChunk.objects.filter(job=job)):
        pass
    job.refresh_from_db()


@pytest.mark.parametrize("role", ["analyst", "editor"])
def test_imports_are_for_admins(sign_in: SignIn, role: str) -> None:
    client, job = sign_in(role), ImportJobFactory()
    for path in ("/imports/", "/imports/new/", f"/imports/{job.pk}/"):
        assert client.get(path).status_code == 403
    assert client.post("/imports/new/", {"text": TEXT}).status_code == 403
    assert ImportJob.objects.count() == 1


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/imports/").headers["Location"].startswith("/login/")


def test_an_empty_list_teaches(sign_in: SignIn) -> None:
    page = sign_in("admin").get("/imports/").content.decode()
    assert "would be listed" in page
    assert 'href="/imports/new/"' in page


def test_a_file_goes_in(sign_in: SignIn) -> None:
    client = sign_in("admin")
    table = f'text,url\n"{TEXT}",https://a.example/1\n,https://a.example/2\n<script>,nowhere\n'
    answer = client.post("/imports/new/", {"upload": upload("table.csv", table), "outlet": "Gazette"})
    job = ImportJob.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/imports/{job.pk}/")
    assert (job.name, job.options, job.size) == ("table.csv", {"outlet": "Gazette"}, len(table.encode()))
    assert job.created_by
    work(job)
    page = client.get(f"/imports/{job.pk}/").content.decode()
    article = Article.objects.get()
    assert article.outlet.name == "Gazette"
    assert f'href="/articles/{article.pk}/"' in page
    assert "The row has no text." in page
    assert "&lt;script&gt;" in page
    assert "<script>,nowhere" not in page
    assert "table.csv" in client.get("/imports/").content.decode()


def test_several_files_are_several_imports(sign_in: SignIn) -> None:
    files = [upload("one.txt", TEXT), upload("two.txt", f"{TEXT} Two.")]
    answer = sign_in("admin").post("/imports/new/", {"upload": files}, follow=True)
    assert "2 imports have begun." in answer.content.decode()
    assert ImportJob.objects.count() == 2


def test_a_pasted_text_goes_in(sign_in: SignIn) -> None:
    client = sign_in("admin")
    form = {"text": f"Ein  Wort\r\n{TEXT}", "title": "Quay", "outlet": "Gazette", "published": "2024-09-19"}
    client.post("/imports/new/", {**form, "url": "https://gazette.example/quay?utm_source=x"})
    job = ImportJob.objects.get()
    work(job)
    article = Article.objects.get()
    assert (article.title, article.outlet.name, article.url) == ("Quay", "Gazette", "https://gazette.example/quay")
    assert article.published_on == dt.date(2024, 9, 19)
    assert article.latest
    assert article.latest.text == f"Ein  Wort\n{TEXT}"


@pytest.mark.parametrize(
    ("form", "complaint"),
    [
        ({}, "Choose a file or paste a text"),
        ({"text": "  "}, "Choose a file or paste a text"),
        ({"upload": ("empty.csv", "")}, "empty.csv is empty"),
        ({"upload": ("a.txt", TEXT), "text": TEXT}, "not both at once"),
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


def test_a_file_that_cannot_be_read_says_why(sign_in: SignIn) -> None:
    client = sign_in("admin")
    client.post("/imports/new/", {"upload": upload("table.csv", "one,1\n")})
    job = ImportJob.objects.get()
    work(job)
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert "No column is known to hold the text." in page
    assert "failed" in page
    assert "hx-get" not in page


def test_a_running_import_asks_again_and_a_finished_one_reloads_once(sign_in: SignIn) -> None:
    client, job = sign_in("admin"), ImportJobFactory(phase="importing", read_rows=400, created=100)
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert '<meta http-equiv="refresh"' in page
    assert "100 of 400 rows" in page
    part = client.get(f"/imports/{job.pk}/", headers={"HX-Request": "true"})
    assert part.content.decode().strip().startswith('<section id="live"')
    assert "HX-Refresh" not in part.headers
    ImportJob.objects.update(phase="finished", created=400)
    part = client.get(f"/imports/{job.pk}/", headers={"HX-Request": "true"})
    assert "hx-trigger" not in part.content.decode()
    assert part.headers["HX-Refresh"] == "true"


def test_it_says_when_no_worker_comes(sign_in: SignIn) -> None:
    client, job = sign_in("admin"), ImportJobFactory()
    assert "Waiting for a worker" not in client.get(f"/imports/{job.pk}/").content.decode()
    ImportJob.objects.update(created_at=timezone.now() - dt.timedelta(seconds=31))
    assert "Waiting for a worker" in client.get(f"/imports/{job.pk}/").content.decode()


def test_forty_thousand_rejected_rows_come_page_by_page(sign_in: SignIn) -> None:
    job = ImportJobFactory(phase="finished", read_rows=40_000, rejected=40_000)
    ImportProblem.objects.bulk_create(
        ImportProblem(job=job, row=row, line=row + 1, reason="The row has no text.") for row in range(1, 40_001)
    )
    client = sign_in("admin")
    page = client.get(f"/imports/{job.pk}/").content.decode()
    assert page.count("The row has no text.") == 100
    assert 'href="?after_row=100#rejected"' in page
    assert '<td class="number">39,950</td>' in client.get(f"/imports/{job.pk}/?after_row=39949").content.decode()


@pytest.mark.parametrize("query", ["after_row=x", "after_row=-1", "after_article=²", "after_row=99999999999999999999"])
def test_a_page_that_is_none(sign_in: SignIn, query: str) -> None:
    job = ImportJobFactory()
    assert sign_in("admin").get(f"/imports/{job.pk}/?{query}").status_code == 404


def test_the_queries_do_not_grow_with_the_list(
    sign_in: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = sign_in("admin")
    ImportJobFactory.create_batch(30)
    with django_assert_max_num_queries(6):
        client.get("/imports/")
    job = ImportJobFactory()
    for _ in range(5):
        ArticleFactory(job=job)
    with django_assert_max_num_queries(10):
        client.get(f"/imports/{job.pk}/")


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
    for model in ("outlet", "article", "snapshot", "importjob", "importchunk", "importproblem"):
        assert client.get(f"/admin/sources/{model}/").status_code == 200
    assert client.get(f"/admin/sources/snapshot/{article.latest_id}/change/").status_code == 200
    assert client.get(f"/admin/sources/article/{article.pk}/change/").status_code == 200
