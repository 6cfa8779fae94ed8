"""A dry run finds what the import would find, shows it, and changes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from sources.models import Article, Band, FamilyChange, ImportJob, ImportRow, Outlet, Snapshot
from sources.services import batches, control
from sources.services.phases import Phase
from sources.services.start import start_path
from sources.services.work import work_due
from tests.factories import OutletFactory
from tests.imports.files import TEXT, finish, outcomes, reasons, run_rows

pytestmark = pytest.mark.django_db

OTHER = "Nothing in this text is like the other one, except that it was also written down for a test of the import."
KNOWN = [
    {"url": "https://a.example/1", "text": TEXT, "title": "Quay"},
    {"url": "https://a.example/2", "text": OTHER, "title": "Other"},
]
ROWS: list[dict[str, Any]] = [
    KNOWN[0],
    {"url": "https://a.example/2", "text": f"{OTHER} And it has a second sentence now.", "title": "Another"},
    {"url": "https://b.example/1", "text": f"{TEXT} (Wire)"},
    {"url": "https://b.example/2", "text": "A text that stands alone in this file and in the whole of the database."},
    {"url": "https://b.example/2", "text": "A text that stands alone in this file and in the whole of the database."},
    {"text": ""},
    {"url": "https://b.example/3", "text": "Words with a date that nobody can be sure about.", "published": "3/4/2024"},
    {"url": "https://c.example/1", "text": "A text that stands alone in this file, and in the whole of the database."},
]
OUTCOMES = {"created": 1, "updated": 1, "unchanged": 2, "copies": 2, "rejected": 2}
MODELS = (Article, Band, FamilyChange, ImportRow, Outlet, Snapshot)


def everything() -> dict[str, Any]:
    return {model.__name__: sorted(map(str, model._default_manager.values_list())) for model in MODELS}


@pytest.fixture
def job(tmp_path: Path) -> ImportJob:
    run_rows(tmp_path, *KNOWN)
    path = tmp_path / "new.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS))
    return start_path(path, go=False)


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_it_finds_what_the_import_finds_and_changes_nothing(
    job: ImportJob, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "ROWS", size)
    before = everything()
    assert control.rehearse(job)
    job = finish(job)
    assert everything() == before
    assert job.rehearsal
    assert (job.phase, job.read_rows, job.settled) == (Phase.READY, 0, 0)
    assert {name: job.rehearsal[name] for name in OUTCOMES} == OUTCOMES
    assert (job.rehearsal["read"], job.rehearsal["complete"]) == (len(ROWS), True)
    rehearsed = reasons(job)
    assert [row for row, _ in rehearsed] == [6, 7]
    control.run(job)
    job = finish(job)
    assert outcomes(job) == OUTCOMES
    assert reasons(job) == rehearsed


def test_samples_show_what_would_be_stored(job: ImportJob) -> None:
    control.rehearse(job)
    job = finish(job)
    assert job.rehearsal
    samples = job.rehearsal["samples"]
    stored = {article.url: article.pk for article in Article.objects.all()}
    (updated,) = samples["updated"]
    assert (updated["row"], updated["title"], updated["article"]) == (2, "Another", stored["https://a.example/2"])
    assert updated["note"] == "new title, text"
    assert [row["article"] for row in samples["copies"]] == [stored["https://a.example/1"], None]
    assert samples["copies"][0]["note"] == "like Quay"
    (created,) = samples["created"]
    assert (created["row"], created["outlet"], created["article"]) == (4, "b.example", None)


def test_an_outlet_that_would_be_made_is_not(job: ImportJob) -> None:
    OutletFactory(name="Gazette", host="b.example")
    control.rehearse(job)
    job = finish(job)
    assert job.rehearsal
    assert job.rehearsal["samples"]["created"][0]["outlet"] == "Gazette"
    assert set(Outlet.objects.values_list("name", flat=True)) == {"a.example", "Gazette"}


def test_it_can_be_cancelled(job: ImportJob, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "ROWS", 2)
    control.rehearse(job)

    def cancelled(mine: ImportJob) -> None:
        control.cancel(ImportJob.objects.get(pk=mine.pk))

    work_due(job.pk, said=cancelled)
    job.refresh_from_db()
    assert (job.phase, job.rehearsal, job.problems.count()) == (Phase.READY, None, 0)
    assert control.rehearse(job)
    assert {name: (finish(job).rehearsal or {})[name] for name in OUTCOMES} == OUTCOMES


def test_its_tables_are_gone_afterwards(job: ImportJob) -> None:
    control.rehearse(job)
    finish(job)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relpersistence = 't' AND relname LIKE 'sources%'")
        assert cursor.fetchone() == (0,)


def test_a_file_that_cannot_be_read_says_so_in_the_dry_run(tmp_path: Path) -> None:
    path = tmp_path / "header.csv"
    path.write_text("colour,shape\nred,round\n")
    job = start_path(path, go=False)
    control.rehearse(job)
    job = finish(job)
    assert job.phase == Phase.FAILED
    assert "No column is known to hold the text" in job.error
