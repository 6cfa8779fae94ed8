"""After an import: its rows by outcome, the rejected ones by reason and as a file, and trying them again."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sources.models import Article, ImportJob, ImportProblem, ImportRow
from tests.factories import ArticleFactory, ImportJobFactory
from tests.imports.files import TEXT, finish, run, run_rows

pytestmark = pytest.mark.django_db

SignIn = Callable[..., Client]


def page_of(client: Client, job: ImportJob, query: str = "") -> str:
    answer = client.get(f"/imports/{job.pk}/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def file_of(client: Client, job: ImportJob, ending: str) -> str:
    answer = client.get(f"/imports/{job.pk}/rejects.{ending}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]


def test_outcomes_are_links_to_their_rows(sign_in: SignIn, tmp_path: Path) -> None:
    run_rows(tmp_path, {"url": "https://a.example/1", "text": TEXT, "title": "Quay"})
    job = run_rows(
        tmp_path,
        {"url": "https://a.example/1", "text": f"{TEXT} And more.", "title": "Quay again"},
        {"url": "https://b.example/1", "text": TEXT, "title": "Copied"},
        {"text": ""},
    )
    client = sign_in("admin")
    page = page_of(client, job)
    for outcome in ("updated", "copies", "rejected"):
        assert f'href="?outcome={outcome}#rows">1<' in page
    updated = page_of(client, job, "?outcome=updated")
    assert "Quay again" in updated
    assert "new title, text" in updated
    article = Article.objects.get(url="https://a.example/1")
    copies = page_of(client, job, "?outcome=copies")
    assert f'like <a href="/articles/{article.pk}/">' in copies
    assert "No rows to show." in page_of(client, job, "?outcome=created")


def test_rows_of_an_outcome_come_page_by_page(
    sign_in: SignIn, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    job = ImportJobFactory(phase="finished", state="done", read_rows=300, created=250, unchanged=50)
    articles = ArticleFactory.create_batch(3)
    ImportRow.objects.bulk_create(
        ImportRow(job=job, row=row, outcome="unchanged" if row % 6 == 0 else "created", article=articles[row % 3])
        for row in range(1, 301)
    )
    client = sign_in("admin")
    with django_assert_max_num_queries(10):
        page = page_of(client, job, "?outcome=created")
    assert 'href="?outcome=created&amp;after=119#rows"' in page
    assert '<td class="number">121</td>' in page_of(client, job, "?outcome=created&after=119")
    Article.objects.all().delete()
    assert "no longer there" in page_of(client, job, "?outcome=unchanged")


def test_forty_thousand_rejected_rows_come_page_by_page(sign_in: SignIn) -> None:
    job = ImportJobFactory(phase="finished", state="done", read_rows=40_000, rejected=40_000, format="csv")
    ImportProblem.objects.bulk_create(
        ImportProblem(
            job=job, row=row, line=row + 1, reason=f"“{row}” is no date." if row % 10 == 0 else "The row has no text."
        )
        for row in range(1, 40_001)
    )
    client = sign_in("admin")
    page = page_of(client, job)
    assert "<b>36,000</b> The row has no text." in page
    assert "<b>4,000</b> “…” is no date." in page
    assert page.count("<tr>") == 101
    assert 'href="?outcome=rejected&amp;after=100#rows"' in page
    assert '<td class="number">39,950</td>' in page_of(client, job, "?outcome=rejected&after=39949")
    dates = page_of(client, job, "?outcome=rejected&reason=%E2%80%9C%E2%80%A6%E2%80%9D%20is%20no%20date.")
    assert "“1000” is no date." in dates
    assert dates.count("The row has no text.") == 1  # the other reason's link
    assert "after=1000#rows" in dates


def test_rejected_rows_of_a_table_are_a_table_to_mend(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text(f'text,url,desk\n"{TEXT}",https://a.example/1,local\n,https://a.example/2,=SUM(1)\n')
    job = run(path)
    client = sign_in("admin")
    assert f'href="/imports/{job.pk}/rejects.csv"' in page_of(client, job)
    header, row = csv.reader(io.StringIO(file_of(client, job, "csv")))
    assert header[3:6] == ["text", "url", "desk"]
    assert row[:2] == ["2", "The row has no text."]
    assert row[4:6] == ["https://a.example/2", "'=SUM(1)"]
    assert client.get(f"/imports/{job.pk}/rejects.jsonl").status_code == 404
    mended = tmp_path / "mended.csv"
    row[3] = f"{TEXT} Mended."
    with mended.open("w", newline="") as file:
        csv.writer(file).writerows([header, row])
    assert run(mended).settled == 1
    assert Article.objects.filter(url="https://a.example/2").exists()


def test_rejected_lines_come_as_lines(sign_in: SignIn, tmp_path: Path) -> None:
    job = run_rows(tmp_path, {"text": "", "url": "https://a.example/1"}, {"text": "", "url": "https://a.example/2"})
    client = sign_in("admin")
    first, second = map(json.loads, file_of(client, job, "jsonl").splitlines())
    assert (first["url"], second["url"]) == ("https://a.example/1", "https://a.example/2")
    assert first["_rejected"]["reason"] == "The row has no text."
    assert "https://a.example/2" in file_of(client, job, "csv")


def test_no_rejected_rows_no_file(sign_in: SignIn, tmp_path: Path) -> None:
    job = run_rows(tmp_path, {"text": TEXT})
    client = sign_in("admin")
    assert client.get(f"/imports/{job.pk}/rejects.csv").status_code == 404
    assert "Rejected rows as a file" not in page_of(client, job)


def test_a_mended_mapping_brings_the_rejected_rows_in(sign_in: SignIn, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    other = "Ferries between the islands stop for a week, the company announced, while its engines are examined."
    path.write_text(
        f'text,url,day\n"{TEXT}",https://a.example/1,2024-09-19\n"{other}",https://a.example/2,03/04/2024\n'
    )
    job = run(path, map={"published": "day"})
    assert (job.created, job.rejected) == (1, 1)
    client = sign_in("admin")
    address = f"/imports/{job.pk}/mend/"
    assert f'href="{address}"' in page_of(client, job)
    form = {"choices": "1", "map_text": "text", "map_url": "url", "map_published": "day"}
    asked = client.post(address, {**form, "dates": "", "action": "preview"}).content.decode()
    assert "“03/04/2024” can be 3 April or 4 March." in asked
    assert "Ferries between" not in asked.partition('id="preview"')[2].partition("</td>")[0]
    asked = client.post(address, {**form, "dates": "day_first", "action": "preview"}).content.decode()
    assert "3 Apr 2024" in asked.partition('id="preview"')[2]
    assert "19 Sep 2024" not in asked.partition('id="preview"')[2]
    client.post(address, {**form, "dates": "day_first", "action": "retry"})
    job = ImportJob.objects.get(pk=job.pk)
    assert job.phase == "retrying"
    job = finish(job)
    assert (job.phase, job.created, job.rejected) == ("finished", 2, 0)
    assert client.get(address).status_code == 302


def test_a_finished_import_can_be_undone(sign_in: SignIn, tmp_path: Path) -> None:
    job = run_rows(tmp_path, {"text": TEXT})
    client = sign_in("admin")
    assert f'href="/imports/{job.pk}/undo/"' in page_of(client, job)
    job.undo = {"removed": 1, "reverted": 0, "left": 2, "reasons": {"They are reviewed.": 2}}
    job.phase = "undone"
    job.save()
    page = page_of(client, job)
    assert "They are reviewed." in page
    assert f'href="/imports/{job.pk}/undo/"' not in page
    nothing = run_rows(tmp_path, {"text": ""})
    assert f"/imports/{nothing.pk}/undo/" not in page_of(client, nothing)
