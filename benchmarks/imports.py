"""Rows a second of an import from JSON Lines, beside a plain COPY of the same rows into the same tables."""

from __future__ import annotations

import argparse
import json
import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.machine import report
from benchmarks.memory import peak

TABLES = ("sources_article", "sources_snapshot", "sources_importrow")
WORDS = 4000  # in the vocabulary of the made texts
LENGTH = 3000  # characters of a text


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.imports", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--skip-copies", action="store_true", help="leave the search for copies out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ |= {
            "ONRECORD_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "ONRECORD_LOG_LEVEL": "ERROR",
        }
        from config import servers

        Path(folder).chmod(0o755)
        with servers.running(Path(folder)):
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            file = Path(folder) / "articles.jsonl"
            made(file, options.articles)
            report("imports", measured(file, compare=not options.skip_copies))


def made(file: Path, count: int) -> None:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=chance.randint(2, 9))) for _ in range(WORDS)]
    with file.open("w", encoding="utf-8") as lines:
        for number in range(count):
            text = " ".join(chance.choices(words, k=LENGTH // 6))
            paragraphs = "\n\n".join(text[at : at + 400] for at in range(0, LENGTH, 400))
            record = {
                "url": f"https://outlet{number % 50}.example/2024/{number}",
                "title": f"Item {number} of the list",
                "published": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T08:30:00Z",
                "byline": "A. Quist",
                "text": paragraphs,
            }
            lines.write(json.dumps(record) + "\n")


def measured(file: Path, *, compare: bool) -> dict[str, Any]:
    from sources.models import ImportJob
    from sources.services.start import start_here
    from sources.services.work import work_due, work_on

    job = start_here(file)
    bare = peak()
    imported = seconds(lambda: work_on(job))
    job = ImportJob.objects.get()
    figures = {
        "articles": job.created,
        "megabytes": round(file.stat().st_size / 1e6),
        "import_seconds": round(imported, 1),
        "import_rows_a_second": round(job.read_rows / imported),
        "peak_mb": peak(),
        "peak_mb_before": bare,
    }
    copied = plain_copy(file.parent)
    figures |= {"copy_seconds": round(copied, 1), "ratio": round(imported / copied, 2)}
    if compare:
        compared = seconds(lambda: work_due(job.pk))
        figures |= {
            "compare_seconds": round(compared, 1),
            "compare_articles_a_second": round(job.created / compared),
            "peak_mb": peak(),
        }
    return figures


def plain_copy(folder: Path) -> float:
    """Seconds for what the import wrote, with the same indexes and constraints, from files in COPY's own format."""
    from django.db import connection, transaction

    files = {table: folder / table for table in TABLES}
    with connection.cursor() as cursor:
        for table, file in files.items():
            with file.open("wb") as out, cursor.copy(f"COPY {table} TO STDOUT") as copy:
                out.writelines(copy)
        cursor.execute(f"TRUNCATE {', '.join(TABLES)} CASCADE")
        cursor.execute("CHECKPOINT")

    def load() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, file in files.items():
                with file.open("rb") as rows, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    while block := rows.read(1 << 18):
                        copy.write(block)

    return seconds(load)


def seconds(work: Any) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
