"""Import files in this process; no worker is needed, though one that runs may help."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from claims.models import Extraction
from claims.services.extract import extract_due, request_missing
from sources.addresses import AddressError, canonical
from sources.models import ImportChunk, ImportJob
from sources.readers import FIELDS, FORMATS
from sources.services.chunks import import_due
from sources.services.reading import read_job
from sources.services.start import start_here

TAKEN, SOME_REJECTED, NOTHING_READ = 0, 1, 2
SHOWN = 100  # problems a file; all of them are on the job's page


@dataclass
class Result:
    """What came of a file; `job` is None where none was made or it was only a rehearsal."""

    job: int | None = None
    error: str = ""
    figures: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        figures = {name: self.figures[name] for name in ("read", *ImportJob.OUTCOMES)}
        return {"job": self.job, **figures, **({"error": self.error} if self.error else {})}


def pair(text: str) -> tuple[str, str]:
    name, _, column = text.partition("=")
    if name not in FIELDS or not column:
        raise argparse.ArgumentTypeError(f"write FIELD=COLUMN, where FIELD is one of {', '.join(FIELDS)}")
    return name, column


def day(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write YYYY-MM-DD") from error


def address(text: str) -> str:
    try:
        return canonical(text)
    except AddressError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = "Import articles from plain text, JSON Lines and CSV files; .gz is read as such."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="", help="instead of what the content looks like")
        parser.add_argument("--outlet", default="", help="of rows that name none")
        parser.add_argument("--published", type=day, metavar="YYYY-MM-DD", help="of rows without a date")
        parser.add_argument("--url", type=address, help="address of the article in a plain text file")
        parser.add_argument("--map", type=pair, action="append", default=[], metavar="FIELD=COLUMN", dest="mapping")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
        parser.add_argument("--extract", action="store_true", help="wait until the claims are there")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON, a line for each file")

    def handle(self, *args: Any, **options: Any) -> None:
        results = [self.import_file(path, options) for path in options["files"]]
        if options["extract"] and not options["dry_run"]:
            self.extract()
        for path, result in zip(options["files"], results, strict=True):
            self.report(str(path), result, options)
        if len(results) > 1:
            figures = sum((result.figures for result in results), Counter[str]())
            self.report(f"{len(results)} files", Result(results[-1].job, "", figures), options)
        if not any(result.figures["read"] for result in results):
            sys.exit(NOTHING_READ)
        if any(result.error or result.figures["rejected"] for result in results):
            sys.exit(SOME_REJECTED)

    def import_file(self, path: Path, options: dict[str, Any]) -> Result:
        if not path.is_file():
            return Result(error="It is a folder: name the files in it." if path.is_dir() else "There is no such file.")
        if not options["dry_run"]:
            return self.run(path, options)
        with transaction.atomic():
            result = self.run(path, options)
            transaction.set_rollback(True)
        result.job = None
        return result

    def run(self, path: Path, options: dict[str, Any]) -> Result:
        given = {name: options[name] for name in ("outlet", "published", "url") if options[name]}
        job = start_here(path, format=options["format"], options={**given, "map": dict(options["mapping"])})
        read_job(job, said=lambda job: self.progress(f"read {job.read_rows:,} rows of {path.name}"))
        mine = ImportChunk.objects.filter(job=job)
        job.refresh_from_db()
        while mine.unfinished().exists():
            if not import_due(mine, alone=not options["dry_run"]):
                time.sleep(0.2)  # a worker has the last ones
            job.refresh_from_db()
            self.progress(f"imported {job.settled:,} of {job.read_rows:,} rows of {path.name}")
        self.progress("")
        job.refresh_from_db()
        figures = Counter({name: getattr(job, name) for name in job.OUTCOMES})
        figures["read"] = job.read_rows
        problems = [
            f"row {found.row}" + (f" (line {found.line})" if found.line else "") + f": {found.reason} {found.advice}"
            for found in job.problems.all()[:SHOWN]
        ]
        return Result(job.pk, job.error if job.phase == ImportJob.Phase.FAILED else "", figures, problems)

    def progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{text}", ending="")

    def report(self, name: str, result: Result, options: dict[str, Any]) -> None:
        for line in result.problems:
            self.stderr.write(f"{name}: {line}")
        if (more := result.figures["rejected"] - len(result.problems)) > 0 and result.problems:
            self.stderr.write(f"{name}: and {more:,} more rejected rows")
        if result.error:
            self.stderr.write(f"{name}: {result.error}")
        if options["json"]:
            self.stdout.write(json.dumps(result.as_json()))
        else:
            figures = ", ".join(f"{result.figures[outcome]:,} {outcome}" for outcome in ImportJob.OUTCOMES)
            rehearsal = " (nothing was changed)" if options["dry_run"] else ""
            self.stdout.write(f"{name}: {result.figures['read']:,} rows read: {figures}{rehearsal}")

    def extract(self) -> None:
        """Until no article awaits extraction."""
        request_missing()
        while (left := Extraction.objects.unfinished().count()) > 0:
            self.progress(f"{left:,} articles await extraction")
            if not extract_due():
                time.sleep(0.2)  # a worker has the last ones
        self.progress("")
