"""Erase an article's words wherever an import left them: texts, rejected rows, notes of jobs, uploaded files.

Who, when and what became of a row stays; so do the article's outlet, address, id and dates, and the hash by which a
text is known again.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from sources import addresses, texts
from sources.models import (
    Article,
    ImportAddress,
    ImportJob,
    ImportProblem,
    ImportRow,
    Snapshot,
)
from sources.services.comparing import drop_bands
from sources.services.files import is_upload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

OPENING = 60
"""Characters of a text by which a row that quotes it is known."""
SHORT = 20
"""A title up to this length may stand in a message by chance."""
PAGE = 500


@dataclass(frozen=True)
class Marks:
    """What tells that a row of an import is about this article."""

    article: int
    url: str
    external_id: str
    outlet: str
    hashes: frozenset[bytes]
    openings: tuple[str, ...]

    @classmethod
    def of(cls, article: Article) -> Marks:
        found = article.snapshots.values_list("sha256", "text")
        begins = {text.strip()[:OPENING].partition("\n")[0] for _, text in found} - {""}
        escaped = {json.dumps(begin)[1:-1] for begin in begins} | {begin.replace('"', '""') for begin in begins}
        return cls(
            article.pk,
            article.url,
            article.external_id,
            article.outlet.name,
            frozenset(bytes(sha256) for sha256, _ in found),
            tuple(begins | escaped),
        )

    def on(self, record: dict[str, Any], written: str) -> bool:
        """A row's record, and the row as it is written in the file."""
        if any(opening in written for opening in self.openings):
            return True
        if self.url and re.search(rf"{re.escape(self.url)}(?![\w/%?&=#-])", written):
            return True
        named = self.external_id and record.get("external_id") == self.external_id
        if named and (record.get("outlet") or self.outlet).casefold() == self.outlet.casefold():
            return True
        text = texts.normalise(record.get("text") or "")
        if text and (texts.digest(text) in self.hashes or any(begin in text for begin in self.openings)):
            return True
        return bool(self.url) and _canonical(record.get("url") or "") == self.url


def _canonical(url: str) -> str:
    try:
        return addresses.canonical(url) if url else ""
    except addresses.AddressError:
        return ""


def problems_of(marks: Marks) -> list[tuple[int, int]]:
    """Rejected rows about the article: their keys, and their jobs'."""
    return list(_problems_of(marks))


def _problems_of(marks: Marks) -> Iterator[tuple[int, int]]:
    rows = ImportProblem.objects.order_by().values_list("pk", "job", "record", "raw", "excerpt", "cells")
    for pk, job, record, raw, excerpt, cells in rows.iterator(PAGE):
        if marks.on(record or {}, f"{raw}\n{excerpt}\n{' '.join(cells or ())}"):
            yield pk, job


def jobs_of(article: Article, marks: Marks, problems: Iterable[tuple[int, int]]) -> list[int]:
    """Those that brought it, changed it, met it again, rejected a row about it, or rehearsed any of that."""
    rows = ImportRow.objects.filter(article=article).values("job")
    fetched = ImportAddress.objects.filter(url=article.url).values("job") if article.url else ()
    which = Q(pk__in=rows) | Q(pk__in=fetched) | Q(pk=article.job_id) | Q(pk__in={job for _, job in problems})
    found = set(ImportJob.objects.filter(which).values_list("pk", flat=True))
    rehearsed = ImportJob.objects.filter(rehearsal__isnull=False).only("rehearsal")
    found.update(job.pk for job in rehearsed if any(_tells(sample, marks) for sample in _samples(job)))
    return sorted(found)


def erase(article: Article, marks: Marks, problems: list[tuple[int, int]], jobs: Iterable[ImportJob]) -> None:
    """In the caller's transaction, which holds the jobs' locks. Files go at once, since a transaction that fails after
    that loses less than one that leaves them."""
    title = article.title
    drop_bands([article.pk])
    Snapshot.objects.filter(article=article).update(text="", erased_at=timezone.now())
    Article.objects.filter(pk=article.pk).update(title="", byline="")
    nothing = {"raw": "", "excerpt": "", "cells": None, "record": None}
    ImportProblem.objects.filter(pk__in=[pk for pk, _ in problems]).update(**nothing)
    if title:
        for problem in ImportProblem.objects.filter(reason__contains=f"the article {title}"):
            problem.reason = problem.reason.replace(f"the article {title}", "an article that was taken down")
            problem.save(update_fields=["reason"])
    for row in ImportRow.objects.filter(article=article, before__isnull=False):
        row.before = {name: value for name, value in (row.before or {}).items() if name not in ("title", "byline")}
        row.save(update_fields=["before"])
    if article.url:
        ImportAddress.objects.filter(url=article.url).update(record={}, error="")
    for job in jobs:
        _erase_from(job, marks, title)


def _erase_from(job: ImportJob, marks: Marks, title: str) -> None:
    job.name = "taken down" if title and job.name == title else job.name
    if any(quoted in job.error for quoted in (title, *marks.openings) if len(quoted) > SHORT):
        job.error = ""
    job.options = {name: value for name, value in job.options.items() if not title or value != title}
    for sample in _samples(job):
        if _tells(sample, marks):
            sample |= {"title": "", "note": ""}
    if is_upload(job):
        Path(job.path).unlink(missing_ok=True)
        job.path, job.place = "", None
    job.save(update_fields=["name", "error", "options", "rehearsal", "path", "place"])


def _samples(job: ImportJob) -> list[dict[str, Any]]:
    """What a dry run told of some rows."""
    return [sample for samples in ((job.rehearsal or {}).get("samples") or {}).values() for sample in samples]


def _tells(sample: dict[str, Any], marks: Marks) -> bool:
    """It is about the article, or says what it is a copy of."""
    return sample.get("article") == marks.article or bool(marks.url and sample.get("url") == marks.url)
