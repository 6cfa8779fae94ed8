"""A worker that dies, fails or reads meanwhile costs nothing: each slice is one transaction with the job's progress."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from celery import current_app
from django.utils import timezone

from claims import extraction
from claims.models import Claim, Extraction
from claims.services import undo_import
from claims.services.extract import extract_due, request_missing
from claims.services.remove import remove_articles
from sources.models import Article, ImportJob
from tests.undoing.world import brought, nothing_is_left, row, undone

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_slice_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = brought(tmp_path, *(row(number) for number in range(3)))

    def dies(articles: Any) -> None:
        remove_articles(articles)
        raise MemoryError("in the middle")

    assert undo_import.start(job)
    with monkeypatch.context() as patch:
        patch.setattr(undo_import, "remove_articles", dies)
        assert not undo_import.undo_due(job.pk)
    job.refresh_from_db()
    assert (job.phase, job.state, job.pass_rows, job.error) == ("undoing", "waiting", 0, "MemoryError: in the middle")
    assert Article.objects.count() == 3
    while undo_import.undo_due(job.pk):
        pass
    job.refresh_from_db()
    assert job.undo == {"removed": 3, "reverted": 0, "left": 0, "reasons": {}}


def test_after_three_failures_a_person_can_begin_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_import, "SLICE", 2)
    job = brought(tmp_path, *(row(number) for number in range(5)))
    assert undo_import.start(job)
    undo_import.undo_due(job.pk, seconds=0)
    with monkeypatch.context() as patch:
        patch.setattr(undo_import, "remove_articles", lambda articles: 1 / 0)
        for _ in range(3):
            undo_import.undo_due(job.pk)
    job.refresh_from_db()
    assert (job.phase, job.undo and job.undo["removed"]) == ("failed", 2)
    assert undone(job).undo == {"removed": 5, "reverted": 0, "left": 0, "reasons": {}}


def test_a_worker_that_died_is_followed_by_another(tmp_path: Path) -> None:
    job = brought(tmp_path, row(1))
    assert undo_import.start(job)
    ImportJob.objects.filter(pk=job.pk).update(state="running", attempts=1, lease_until=timezone.now())
    assert undo_import.due() == [job.pk]
    while undo_import.undo_due(job.pk):
        pass
    assert nothing_is_left()


def test_texts_that_are_just_being_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    job = brought(tmp_path, row(1), row(2))
    brought(tmp_path, row(3))
    request_missing()
    read = extraction.extract_many

    def slowly(documents: Any) -> Any:
        outputs = list(read(documents))
        undone(job)
        return outputs

    monkeypatch.setattr(extraction, "extract_many", slowly)
    assert extract_due() == 3
    assert Claim.objects.get().snapshot.article == Article.objects.get()
    assert Extraction.objects.get().state == "done"


def test_the_sweep_rings_for_it(tmp_path: Path, worker: Callable[..., object], eventually: Callable[..., None]) -> None:
    job = brought(tmp_path, row(1))
    assert undo_import.start(job)
    current_app.send_task("claims.sweep")
    worker()
    eventually(lambda: ImportJob.objects.get(pk=job.pk).phase == "undone", within=60)
    assert not Article.objects.exists()
