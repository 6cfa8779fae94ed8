"""Read articles again with the present engine, from the command line; no worker is needed, though one may help."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.comparison import NAMES
from claims.extraction import pipeline_version
from claims.models import Reprocessing
from claims.services.extract import extract_due
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice, by_version
from claims.services.reprocessing.work import step
from sources.models import Outlet

SOME_SET_ASIDE = 1
SHOWN = 100
"""Reasons; all of them are on the job's page."""


def day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day; write YYYY-MM-DD") from error


def articles(number: int) -> str:
    return f"{number:,} article{'' if number == 1 else 's'}"


class Command(BaseCommand):
    help = "Read articles again that another version of the engine read, and say what would change; --apply changes it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--outlet", metavar="NAME", help="only its articles; name or slug")
        parser.add_argument("--since", type=day, metavar="YYYY-MM-DD", help="first day of publication")
        parser.add_argument("--until", type=day, metavar="YYYY-MM-DD", help="last day of publication")
        parser.add_argument("--read-by", default="", metavar="VERSION", help="only texts last read by this version")
        parser.add_argument("--apply", action="store_true", help="go on without a look at what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["since"] and options["until"] and options["since"] > options["until"]:
            raise CommandError("The first day comes after the last one.", returncode=2)
        outlet = self.outlet(options["outlet"])
        choice = Choice(outlet, options["since"], options["until"], self.version(options["read_by"]))
        job, _ = jobs.start(choice)
        for version, number in by_version(job.pipeline, choice).items():
            self.stdout.write(f"{articles(number)} read by {version}")
        jobs.resume(job)
        self.work(job)
        if options["apply"] and jobs.apply(job):
            job.refresh_from_db()
            self.work(job)
        self.report(job)
        if job.items.set_aside().exists():
            sys.exit(SOME_SET_ASIDE)

    def outlet(self, name: str | None) -> Outlet | None:
        if not name:
            return None
        found = Outlet.objects.filter(slug=name).first() or Outlet.objects.filter(name__iexact=name).first()
        if found is None:
            raise CommandError(f"There is no outlet called “{name}”.", returncode=2)
        return found

    def version(self, wanted: str) -> str:
        known = by_version(pipeline_version())
        if wanted and wanted not in known:
            others = ", ".join(f"{version} ({number:,})" for version, number in known.items()) or "none"
            raise CommandError(f"No text was last read by “{wanted}”. Versions that read some: {others}.", returncode=2)
        return wanted

    def work(self, job: Reprocessing) -> None:
        """Until nothing goes on; what was never read goes first, here as in a worker."""
        while job.going and not job.paused:
            if not extract_due() and not step():
                time.sleep(0.2)  # a worker has the last ones
            job.refresh_from_db()
            done = job.applied if job.state == Reprocessing.State.APPLYING else job.read
            self.progress(f"{job.get_state_display()}: {done:,} of {job.total or 0:,} articles")
        self.progress("")

    def progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"\r\033[K{text}", ending="")

    def report(self, job: Reprocessing) -> None:
        for item in job.items.set_aside().select_related("snapshot__article").defer("snapshot__text")[:SHOWN]:
            self.stderr.write(f"{item.snapshot.article} was set aside: {item.error}")
        changes = ", ".join(f"{getattr(job, name):,} {words}" for name, words in NAMES.items())
        self.stdout.write(f"{articles(job.read)} read again by {job.pipeline}: {changes}, {job.unchanged:,} unchanged")
        if job.state == Reprocessing.State.READY:
            self.stdout.write(f"Nothing was changed. Look at {job.get_absolute_url()}, or apply it with --apply.")
        else:
            self.stdout.write(f"{job.get_state_display().capitalize()}: applied to {articles(job.applied)}.")
