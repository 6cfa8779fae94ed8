"""`manage.py backup FILE`: everything that this set-up holds, in one file; docs/deploy.md."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.backup import BackupError, make


class Command(BaseCommand):
    help = "Write database, uploaded files and the key that signs into one file, while everybody goes on working."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="a new file")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = make(options["file"])
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        held = ", ".join(f"{number:,} {name}" for name, number in manifest["counts"].items())
        size = options["file"].stat().st_size
        self.stdout.write(f"{options['file']}: {held}; {size / 1e6:,.1f} MB. It holds passwords' hashes: keep it safe.")
