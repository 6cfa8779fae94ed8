"""`manage.py export_gold`: people's decisions as training data; docs/learning.md tells what the files hold."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.gold.asked import add_choice, share, wanted_of
from claims.gold.export import GoldError, export_gold


class Command(BaseCommand):
    help = "Write confirmed, corrected and rejected claims as training data, with a summary of where they come from."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("target", metavar="OUT", type=Path, help="new, or an empty directory")
        add_choice(parser)
        parser.add_argument(
            "--held-out", type=share, default=0.0, metavar="SHARE", help="of the articles, kept from training; 0.2"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            summary = export_gold(options["target"], wanted_of(options), options["held_out"])
        except GoldError as error:
            raise CommandError(str(error), returncode=2) from error
        told = {name: f"{summary[name]:,}" for name in ("articles", "complete", "held_out", "claims", "rejected")}
        self.stdout.write(
            "{articles} articles, {complete} of them complete, {held_out} held out:"
            " {claims} claims, {rejected} rejected".format(**told)
        )
        for group in ("outlets", "stories"):
            for name, counted in summary[group].items():
                self.stdout.write(f"{counted['share']:>7.1%} {group} {name}: {counted['claims']:,} claims")
        self.stdout.write(f"Exported into {options['target']}.")
