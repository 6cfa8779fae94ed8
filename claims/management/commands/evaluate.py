"""`manage.py evaluate`: how often the current pipeline agrees with people's decisions; docs/learning.md tells how."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.additions import AdditionError
from claims.extraction.version import PIPELINE
from claims.gold.asked import DEFAULT_SHARE, add_choice, share, wanted_of
from claims.gold.evaluation import GROUPS, evaluate

SURE_FROM = 400
"""Claims from which on an interval is narrower than five points to each side, and is left out of the table."""
HEADS = (
    *("", "articles", "claims", "missed", "spurious", "found", "right", "linked", "strict"),
    *("exact source / cue / content", "speaker found / right", "day found / right"),
)


class Command(BaseCommand):
    help = "Run the current pipeline on reviewed articles and score it against people's decisions. Writes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_choice(parser)
        parser.add_argument(
            "--held-out",
            type=share,
            nargs="?",
            const=DEFAULT_SHARE,
            metavar="SHARE",
            help=f"only articles that an export of that share holds out ({DEFAULT_SHARE})",
        )
        parser.add_argument("--by", action="append", choices=GROUPS, help="outlet and kind unless said otherwise")
        parser.add_argument(
            "--pipeline", type=Path, default=PIPELINE, metavar="FOLDER", help="another than the one that workers run"
        )
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            by = options["by"] or ("outlet", "kind")
            told = evaluate(wanted_of(options), options["held_out"], by, options["pipeline"])
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.", returncode=2) from None
        except AdditionError as error:
            raise CommandError(str(error), returncode=2) from None
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        if not told["all"]["articles"]:
            self.stdout.write("No such article was reviewed yet.")
            return
        rows = [HEADS, row("all", told["all"])]
        for group in GROUPS:
            rows += [row(f"{group} {name}", found) for name, found in told.get(group, {}).items()]
        widths = [max(len(cells[place]) for cells in rows) for place in range(len(HEADS))]
        for cells in rows:
            first, *others = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
            self.stdout.write("  ".join([first.strip().ljust(widths[0]), *others]).rstrip())
        for line in remarks(told):
            self.stdout.write(line)


def remarks(told: dict[str, Any]) -> Iterator[str]:
    yield f"Percent, by {told['pipeline']}; a range is where the true share lies (95 %)."
    if told["held_out_share"] is not None:
        yield f"Only articles that an export with --held-out {told['held_out_share']:g} holds out."
    partly = told["all"]["articles"] - told["all"]["complete"]
    if partly:
        yield (
            f"Partly reviewed: {partly:,} of {told['all']['articles']:,} articles. What was missed there is known only"
            " where somebody added it, so the figures look better than they are."
        )
    if sum(found["articles"] for found in told.get("story", {}).values()) > told["all"]["articles"]:
        yield "Articles in several stories count in each."


def row(name: str, found: dict[str, Any]) -> tuple[str, ...]:
    return (
        name,
        f"{found['articles']:,}",
        f"{found['claims']:,}",
        f"{found['missed']:,}",
        f"{found['spurious']:,}",
        percent(found["found"]),
        percent(found["right"]),
        number(found["linked"]),
        number(found["strict"]),
        " / ".join(number(value) for value in found["exact"].values()),
        both(found["speaker"]),
        both(found["day"]),
    )


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def percent(found: dict[str, Any] | None) -> str:
    if found is None:
        return "–"
    span = f" ({found['from']:.0f}–{found['to']:.0f})" if found["of"] < SURE_FROM else ""
    return f"{found['percent']:.1f}{span}"


def both(found: dict[str, Any]) -> str:
    return f"{percent(found['recall'])} / {percent(found['precision'])}"
