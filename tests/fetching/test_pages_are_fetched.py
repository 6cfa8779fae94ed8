"""Rows that carry only an address: the page is fetched, with manners, and the row gets its outcome."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from config.leases import MAX_ATTEMPTS
from sources.models import Article, Host, ImportAddress, ImportJob
from sources.services import control
from sources.services.fetch_addresses import fetch_due, ready, take
from sources.services.phases import Phase
from sources.services.start import start_path
from sources.services.work import work_due
from tests.fetching.conftest import Site
from tests.imports.files import TEXT, finish, outcomes, reasons

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loopback")]
HTML = {"Content-Type": "text/html; charset=utf-8"}


def page(number: int = 1, head: str = "") -> bytes:
    paragraphs = "".join(f"<p>{number}. {part}.</p>" for part in TEXT.split(". "))
    title = f"Quay {number}"
    body = f"<nav>Menu</nav><article><h1>{title}</h1>{paragraphs}</article>"
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>".encode()


def fetched(job: ImportJob) -> ImportJob:
    """Until nothing is left to do, as if the pauses had passed."""
    while not (job := ImportJob.objects.get(pk=job.pk)).over:
        work_due(job.pk)
        fetch_due(5, at_once=1)
        ImportAddress.objects.update(not_before=None)
        Host.objects.update(not_before=None)
    return job


def import_addresses(folder: Path, *records: dict[str, Any], **options: Any) -> ImportJob:
    file = folder / "addresses.jsonl"
    file.write_text("".join(f"{json.dumps(record)}\n" for record in records))
    return start_path(file, options={"fetch": True, **options})


def test_a_list_of_addresses(site: Site, tmp_path: Path) -> None:
    for number in (1, 2):
        site.pages[f"/{number}"] = (200, HTML, page(number))
    file = tmp_path / "addresses.txt"
    file.write_text(f"{site.url('/1')}\n{site.url('/2')}\n{site.url('/3')}\n")
    job = fetched(start_path(file))
    assert (job.phase, job.format, job.read_rows) == (Phase.FINISHED, "urls", 3)
    assert outcomes(job) == {"created": 2, "rejected": 1}
    assert reasons(job) == [(3, "The server answers 404 (Not Found).")]
    article = Article.objects.get(url=site.url("/1"))
    assert article.title == "Quay 1"
    assert article.latest
    assert "Menu" not in article.latest.text
    assert "harbour council of Port Amsel" in article.latest.text


def test_a_table_without_texts(site: Site, tmp_path: Path) -> None:
    site.pages["/1"] = (200, HTML, page())
    file = tmp_path / "export.csv"
    file.write_text(f"stories_id,publish_date,title,url,media_name\n7,2024-09-19,Widened,{site.url('/1')},Gazette\n")
    assert outcomes(fetched(start_path(file))) == {"created": 1}
    article = Article.objects.get()
    assert (article.external_id, article.title, article.outlet.name) == ("7", "Widened", "Gazette")
    assert (str(article.published_on), article.published_from) == ("2024-09-19", "file")


@pytest.mark.parametrize(
    ("record", "head", "path", "on", "origin"),
    [
        (
            {"published": "2024-09-18"},
            '<meta property="article:published_time" content="2024-09-19">',
            "/a",
            "2024-09-18",
            "file",
        ),
        ({}, '<meta property="article:published_time" content="2024-09-19">', "/2024/09/17/a", "2024-09-19", "page"),
        ({}, "", "/2024/09/17/a", "2024-09-17", "url"),
        ({}, "", "/a", None, ""),
    ],
)
def test_where_the_date_comes_from(
    site: Site, tmp_path: Path, record: dict[str, str], head: str, path: str, on: str | None, origin: str
) -> None:
    site.pages[path] = (200, HTML, page(head=head))
    assert outcomes(fetched(import_addresses(tmp_path, {"url": site.url(path), **record}))) == {"created": 1}
    article = Article.objects.get()
    assert (article.published_on and str(article.published_on), article.published_from) == (on, origin)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b""), "404"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.7"), "application/pdf"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), "image/png"),
        ((200, HTML, b"<html><body></body></html>"), "no article text"),
        ((302, {"Location": "http://10.0.0.1/"}, b""), "inside a network"),
    ],
)
def test_what_cannot_be_fetched_is_rejected_at_once(
    site: Site, tmp_path: Path, answer: tuple[int, dict[str, str], bytes], reason: str
) -> None:
    site.pages["/a"] = answer
    job = fetched(import_addresses(tmp_path, {"url": site.url("/a"), "title": "Quay"}))
    assert outcomes(job) == {"rejected": 1}
    (problem,) = job.problems.all()
    assert reason in problem.reason
    assert problem.advice
    assert (problem.excerpt, problem.record) == (site.url("/a"), {"url": site.url("/a"), "title": "Quay"})
    assert site.counts["/a"] == 1


def test_what_may_pass_is_tried_three_times(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (503, {}, b"")
    job = fetched(import_addresses(tmp_path, {"url": site.url("/a")}))
    assert reasons(job) == [(1, "The server answers 503 (Service Unavailable).")]
    assert site.counts["/a"] == MAX_ATTEMPTS


def test_a_server_that_asks_for_time_is_given_it(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = (429, {"Retry-After": "3600"}, b"")
    work_due(import_addresses(tmp_path, {"url": site.url("/a")}).pk)
    fetch_due(5, at_once=1)
    address = ImportAddress.objects.get()
    assert address.not_before
    assert address.not_before > timezone.now() + dt.timedelta(minutes=50)
    assert not fetch_due(5, at_once=1)
    assert site.counts["/a"] == 1


def test_robots_are_asked_once_and_obeyed(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /private\n")
    site.pages["/a"] = site.pages["/private/a"] = (200, HTML, page())
    job = fetched(import_addresses(tmp_path, {"url": site.url("/a")}, {"url": site.url("/private/a")}))
    assert outcomes(job) == {"created": 1, "rejected": 1}
    assert "robots.txt" in reasons(job)[0][1]
    assert (site.counts["/robots.txt"], site.counts["/private/a"]) == (1, 0)


def test_a_server_whose_robots_fail_is_left_alone_for_now(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = (500, {}, b"")
    site.pages["/a"] = (200, HTML, page())
    work_due(import_addresses(tmp_path, {"url": site.url("/a")}).pk)
    fetch_due(5, at_once=1)
    assert site.counts["/a"] == 0
    assert ImportAddress.objects.get().not_before


def test_one_host_is_asked_at_its_pace_and_others_meanwhile(
    sites: Callable[[], Site], tmp_path: Path, settings: Any
) -> None:
    settings.FETCH_DELAY = 3600
    one, two = sites(), sites()
    work_due(import_addresses(tmp_path, *({"url": s.url(f"/{n}")} for n in (1, 2) for s in (one, two))).pk)
    taken = [address.host for _ in range(4) if (address := take())]
    assert sorted(taken) == sorted(site.address.removeprefix("http://") for site in (one, two))
    assert not ready().exists()


def test_the_pace_that_robots_ask_for(site: Site, tmp_path: Path) -> None:
    name = site.address.removeprefix("http://")
    Host.objects.create(name=name, robots="User-agent: *\nCrawl-delay: 20\n", robots_at=timezone.now())
    work_due(import_addresses(tmp_path, {"url": site.url("/1")}, {"url": site.url("/2")}).pk)
    assert take()
    pause = Host.objects.get().not_before - timezone.now()  # type: ignore[operator]
    assert dt.timedelta(seconds=15) < pause < dt.timedelta(seconds=21)
    assert take() is None


def test_rejected_addresses_are_tried_again_and_only_they(site: Site, tmp_path: Path) -> None:
    site.pages["/1"] = (200, HTML, page())
    job = fetched(import_addresses(tmp_path, {"url": site.url("/1")}, {"url": site.url("/2")}))
    assert outcomes(job) == {"created": 1, "rejected": 1}
    site.pages["/2"] = (200, HTML, page(2))
    assert control.retry(job)
    assert outcomes(fetched(job)) == {"created": 2}
    assert site.counts["/1"] == 1


def test_a_paused_job_fetches_nothing_and_a_cancelled_one_counts_what_is_done(site: Site, tmp_path: Path) -> None:
    site.pages["/1"] = (200, HTML, page())
    job = import_addresses(tmp_path, {"url": site.url("/1")}, {"url": site.url("/2")})
    work_due(job.pk)
    job.refresh_from_db()
    assert job.phase == Phase.FETCHING
    control.pause(job)
    assert not fetch_due(5, at_once=1)
    assert site.asked == []
    control.resume(job)
    first = take()
    assert first
    ImportAddress.objects.exclude(pk=first.pk).update(not_before=timezone.now() + dt.timedelta(hours=1))
    ImportAddress.objects.filter(pk=first.pk).update(state="waiting", attempts=0, lease_until=None)
    Host.objects.update(not_before=None)
    fetch_due(5, at_once=1)
    assert control.cancel(job)
    assert (job.phase, job.read_rows, outcomes(job)) == (Phase.CANCELLED, 1, {"created": 1})


@pytest.mark.django_db(transaction=True)
def test_the_command_fetches_by_itself(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site.pages["/1"] = (200, HTML, page())
    file = tmp_path / "addresses.txt"
    file.write_text(f"{site.url('/1')}\n{site.url('/2')}\n")
    with pytest.raises(SystemExit, match="1"):
        call_command("import_articles", str(file), "--json")
    figures = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (figures["read"], figures["created"], figures["rejected"]) == (2, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_several_hosts_at_once(sites: Callable[[], Site], tmp_path: Path) -> None:
    servers = [sites() for _ in range(3)]
    for site in servers:
        for number in range(4):
            site.pages[f"/{number}"] = (200, HTML, page(number))
    job = import_addresses(tmp_path, *({"url": site.url(f"/{n}")} for site in servers for n in range(4)))
    work_due(job.pk)
    while fetch_due(10, at_once=4):
        pass
    job = finish(job)
    assert (job.phase, job.created + job.copies) == (Phase.FINISHED, 12)
    assert all(site.counts[f"/{number}"] == 1 for site in servers for number in range(4))
