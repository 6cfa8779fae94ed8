"""Imports in this process, texts read by hand, and what an undo makes of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from claims.models import Claim, Extraction
from claims.services.regroup import regroup_due
from claims.services.undo_import import due, start, undo_due
from sources.models import Article, ImportJob
from tests.imports.files import run_rows
from tests.outputs import person, run, said

QUOTE = "The well is dry"


def told(number: int, more: str = "") -> str:
    """A text that is like no other number's."""
    own = " ".join(f"word{number}x{n}" for n in range(30))
    return f"“{QUOTE},” Ada Quist said. {own} {more}".strip()


def row(number: int, text: str = "", **more: str) -> dict[str, Any]:
    given = {"url": f"https://a.example/{number}", "title": f"Title {number}", "published": "2024-05-01"}
    return {**given, "text": text or told(number), **more}


def brought(tmp_path: Path, *rows: dict[str, Any], **options: Any) -> ImportJob:
    job = run_rows(tmp_path, *rows, **options)
    assert job.phase == ImportJob.Phase.FINISHED
    return job


def article(number: int) -> Article:
    return Article.objects.get(url=f"https://a.example/{number}")


def read_by_machine(made: Article) -> Claim:
    assert made.latest
    run(made.latest, said(made.latest.text, QUOTE, "Ada Quist", person("Ada Quist"), cue="said"))
    return Claim.objects.get(snapshot=made.latest)


def undone(job: ImportJob) -> ImportJob:
    assert start(job)
    assert due() == [job.pk]
    while undo_due(job.pk):
        pass
    while regroup_due():
        pass
    job.refresh_from_db()
    assert job.phase == ImportJob.Phase.UNDONE, job.error
    return job


def nothing_is_left() -> bool:
    return not (Article.objects.exists() or Claim.objects.exists() or Extraction.objects.exists())
