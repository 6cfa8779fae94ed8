"""`manage.py extract`: attributions of a JSON Lines file, without database or broker."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.extraction.additions import AdditionError
from claims.extraction.batch import run_jsonl


class Command(BaseCommand):
    help = "Extract claims, entities and dates from a JSON Lines file of articles."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("input", metavar="INPUT.jsonl", help='articles, one a line; "-" is standard input')
        parser.add_argument("-o", "--output", default="-", help='where to write; "-" is standard output')
        parser.add_argument("--processes", type=int, default=1, help="how many processes share the work")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            status = run_jsonl(options["input"], options["output"], options["processes"])
        except AdditionError as error:
            raise CommandError(str(error), returncode=2) from None
        except OSError as error:
            raise CommandError(
                f"{error.filename or options['input']}: {error.strerror or error}", returncode=2
            ) from error
        if status:
            sys.exit(status)
