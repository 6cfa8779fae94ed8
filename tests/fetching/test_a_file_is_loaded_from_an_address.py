"""A job that names an address: the file is fetched, then it is a job as any other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sources.models import Article, ImportJob
from sources.services import control
from sources.services.phases import Phase
from sources.services.start import start_address
from sources.services.work import work_due
from tests.fetching.conftest import Site
from tests.fetching.test_feeds_are_polled import rss
from tests.fetching.test_pages_are_fetched import HTML, fetched, page
from tests.imports.files import TEXT, finish, outcomes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loopback")]


def loaded(job: ImportJob) -> ImportJob:
    work_due(job.pk)
    return ImportJob.objects.get(pk=job.pk)


@pytest.mark.parametrize(
    ("path", "headers", "name"),
    [
        ("/export/rows.jsonl?key=1", {}, "rows.jsonl"),
        ("/export", {"Content-Disposition": 'attachment; filename="harbour.jsonl"'}, "harbour.jsonl"),
        ("/export", {"Content-Disposition": "attachment; filename*=UTF-8''h%C3%A4fen.jsonl"}, "häfen.jsonl"),
        ("/export", {"Content-Disposition": 'attachment; filename="../../etc/rows.jsonl"'}, "_.._etc_rows.jsonl"),
    ],
)
def test_a_file(site: Site, path: str, headers: dict[str, str], name: str) -> None:
    data = f"{json.dumps({'text': TEXT})}\n".encode()
    site.pages[path] = (200, headers, data)
    job = loaded(start_address(site.url(path), go=False))
    assert (job.phase, job.name, job.size, Path(job.path).read_bytes()) == (Phase.READY, name, len(data), data)
    assert control.run(job)
    assert outcomes(finish(job)) == {"created": 1}


def test_a_page_is_one_article(site: Site) -> None:
    site.pages["/2024/09/19/quay"] = (200, HTML, page())
    job = finish(loaded(start_address(site.url("/2024/09/19/quay"))))
    assert outcomes(job) == {"created": 1}
    article = Article.objects.get()
    assert (article.url, article.title) == (site.url("/2024/09/19/quay"), "Quay 1")
    assert (str(article.published_on), article.published_from) == ("2024-09-19", "url")


def test_a_feed_is_a_list_of_addresses(site: Site) -> None:
    site.pages["/1"] = (200, HTML, page())
    site.pages["/feed"] = (200, {}, rss(site, 1))
    job = loaded(start_address(site.url("/feed")))
    assert job.phase == Phase.IMPORTING
    assert outcomes(fetched(job)) == {"created": 1}
    assert Article.objects.get().external_id == "g1"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((404, {}, b""), "404"),
        ((302, {"Location": "http://169.254.169.254/"}, b""), "inside a network"),
        ((200, {}, b"x" * 2000), "larger than"),
    ],
)
def test_what_cannot_be_fetched_fails_with_the_reason(
    site: Site, answer: tuple[int, dict[str, str], bytes], error: str, settings: object
) -> None:
    settings.FETCH_LARGEST = 1000  # type: ignore[attr-defined]
    site.pages["/a"] = answer
    job = loaded(start_address(site.url("/a")))
    assert (job.phase, job.path) == (Phase.FAILED, "")
    assert error in job.error


def test_a_job_that_was_cancelled_meanwhile_stays_so(site: Site) -> None:
    job = start_address(site.url("/a"))

    def answer(headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        return (200, {}, b"text")

    site.pages["/a"] = answer
    assert control.cancel(job)
    assert loaded(job).phase == Phase.CANCELLED
