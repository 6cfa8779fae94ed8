"""`manage.py dump`: the whole corpus as JSON Lines; docs/dump.md tells what the files hold."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.dump import DumpError, dump


class Command(BaseCommand):
    help = "Write outlets, articles, actors, stories, claims and reviews as JSON Lines files with a manifest."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="DIRECTORY|FILE.zip", type=Path, help="new, or an empty directory")
        parser.add_argument(
            "--since", metavar="DATE", help="only what came or changed from then on: 2026-07-01 or with a time"
        )
        parser.add_argument("--texts", action="store_true", help="with the articles' texts")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = dump(options["target"], _moment(options["since"]), texts=options["texts"])
        except DumpError as error:
            raise CommandError(str(error), returncode=2) from error
        for name, file in manifest["files"].items():
            self.stdout.write(f"{file['rows']:>12,} {name.removesuffix('.jsonl')}")
        self.stdout.write(f"Dumped into {options['target']}.")


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise CommandError(f"“{text}” is no date: write for example 2026-07-01.", returncode=2) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
