"""Fill an installation with the demo world, through the same import that everybody uses. Harmless to repeat."""

from __future__ import annotations

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from claims.services.demo import ARTICLES, articles_missing, seed_people, seed_world


class Command(BaseCommand):
    help = "Make the demo's users, outlets, actors and stories, and import its articles. Prints the passwords."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--extract", action="store_true", help="wait until the articles' claims are there")
        parser.add_argument("--quiet", action="store_true", help="print no passwords")

    def handle(self, *args: Any, **options: Any) -> None:
        passwords = seed_people()
        seed_world()
        if articles_missing():
            call_command("import_articles", str(ARTICLES), extract=options["extract"], stdout=StringIO())
        if not options["quiet"]:
            for name, password in passwords.items():
                self.stdout.write(f"{name}: {password}")
