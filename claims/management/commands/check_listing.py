"""Compare the reading index with the claims, and make it anew where it is wrong or where that is asked for."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from claims.services.listing import differences, rebuild

WRONG = 1


class Command(BaseCommand):
    help = "Compare the reading index, from which lists are read, with the claims. Ends with 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make the index anew, then compare")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["rebuild"]:
            rebuild()
        found = differences()
        if not (found.listed or found.headings or found.patterns):
            self.stdout.write("The reading index agrees with the claims.")
            return
        self.stdout.write(
            f"Listed wrongly: {found.listed:,} claims; under wrong headings: {found.headings:,};"
            f" decided ones under wrong patterns: {found.patterns:,}. Make the index anew with --rebuild."
        )
        sys.exit(WRONG)
