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

from claims.models import Extraction
from claims.services.extract import extract_due, request_missing
from sources.addresses import AddressError, canonical
from sources.models import ImportJob
from sources.readers import FIELDS, FORMATS
from sources.services.fetch_addresses import fetch_due
from sources.services.phases import Phase
from sources.services.start import start_here
from sources.services.work import work_due, work_on

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
        fetched = {"addresses": self.figures["addresses"]} if self.figures["addresses"] else {}
        return {"job": self.job, **figures, **fetched, **({"error": self.error} if self.error else {})}


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
    help = "Import articles from files of any format that docs/imports.md names; compressed ones are read as such."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument("--format", choices=FORMATS, default="", help="instead of what the content looks like")
        parser.add_argument("--outlet", default="", help="of rows that name none")
        parser.add_argument("--published", type=day, metavar="YYYY-MM-DD", help="of rows without a date")
        parser.add_argument("--url", type=address, help="address of the article in a plain text file")
        parser.add_argument("--map", type=pair, action="append", default=[], metavar="FIELD=COLUMN", dest="mapping")
        parser.add_argument("--encoding", default="", help="of a text file, instead of what it looks like")
        parser.add_argument("--delimiter", default="", help="of a table, instead of what it looks like; or “tab”")
        parser.add_argument("--sheet", default="", help="of a workbook, instead of its first")
        parser.add_argument("--dates", choices=("day_first", "month_first"), default="", help="how 03/04/2024 is meant")
        parser.add_argument("--fetch", action="store_true", help="get the text of rows without one from their address")
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
        told = ("outlet", "published", "url", "encoding", "delimiter", "sheet", "dates", "fetch")
        given = {name: options[name] for name in told if options[name]}
        rehearsed = options["dry_run"]
        job = start_here(
            path,
            format=options["format"],
            options={**given, "map": dict(options["mapping"])},
            phase=Phase.REHEARSING if rehearsed else Phase.IMPORTING,
        )
        self.work(job)
        problems = [
            f"row {found.row}" + (f" (line {found.line})" if found.line else "") + f": {found.reason} {found.advice}"
            for found in job.problems.all()[:SHOWN]
        ]
        error = job.error if job.phase == Phase.FAILED or job.paused else ""
        if rehearsed:
            figures = Counter(
                {name: (job.rehearsal or {}).get(name, 0) for name in ("read", *job.OUTCOMES, "addresses")}
            )
            job.delete()
            return Result(None, error, figures, problems)
        figures = Counter({name: getattr(job, name) for name in job.OUTCOMES})
        figures["read"] = job.read_rows
        return Result(job.pk, error, figures, problems)

    def work(self, job: ImportJob) -> None:
        """Until nothing is left to do, or a person has to decide."""
        work_on(job, said=self.said)
        job.refresh_from_db()
        while not (job.over or job.awaits_person or job.paused):
            if job.phase == Phase.FETCHING:
                self.said(job)
                fetch_due(1.0)
            if not work_due(job.pk, said=self.said):
                time.sleep(0.05)  # the next phase, or a worker has it
            job.refresh_from_db()
        self.progress("")

    def said(self, job: ImportJob) -> None:
        doing, rows = job.get_phase_display(), job.pass_rows or job.read_rows
        self.progress(f"{job.name}: {doing}, {rows:,} rows, {job.rate:,.0f} a second")

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
            if count := result.figures["addresses"]:
                figures += f", {count:,} to be fetched"
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
