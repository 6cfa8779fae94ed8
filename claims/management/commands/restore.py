"""`manage.py restore FILE`: what `manage.py backup` wrote, into a set-up that holds nothing; docs/deploy.md."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.backup import BackupError, restore


class Command(BaseCommand):
    help = "Restore a backup. Stop web server, workers and beat first."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="what `manage.py backup` wrote")
        parser.add_argument("--replace", action="store_true", help="lose what this set-up holds")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = restore(options["file"], replace=options["replace"])
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        held = ", ".join(f"{number:,} {name}" for name, number in manifest["counts"].items())
        self.stdout.write(f"Restored as of {manifest['made']}: {held}. Now run collectstatic and start the services.")
