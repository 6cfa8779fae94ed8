"""`manage.py export_gold`: people's decisions as training data; docs/learning.md tells what the files hold."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
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
        for line in told(summary):
            self.stdout.write(line)
        self.stdout.write(f"Exported into {options['target']}.")


def told(summary: dict[str, Any]) -> Iterator[str]:
    if not summary["articles"]:
        yield "No such article was reviewed yet: the files are empty."
        return
    counts = {name: f"{number:,}" for name, number in summary.items() if isinstance(number, int)}
    yield "Articles: {articles}, {complete} complete, {partly_reviewed} partly reviewed; {held_out} held out".format(
        **counts
    )
    yield "Claims: {claims} kept, {rejected} rejected, {undecided} undecided".format(**counts)
    for group, word in (("outlets", "outlet"), ("stories", "story")):
        for name, counted in summary[group].items():
            yield f"{counted['share']:>7.1%} {counted['claims']:>7,}  {word} {name}"
    if sum(counted["articles"] for counted in summary["stories"].values()) > summary["articles"]:
        yield "Articles in several stories count in each."
