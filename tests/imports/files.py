"""Import files in tests the way the workers do it, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sources.models import ImportJob
from sources.services.start import start_path
from sources.services.work import work_due

TEXT = (
    "The harbour council of Port Amsel voted on Tuesday to widen the northern quay. “We cannot wait another winter,” "
    "said its chair, Ilva Brandt, after a debate of four hours that drew half the town. Fishermen had asked for the "
    "work since a storm broke the old wall in January, and the ministry promised to pay for two thirds of it."
)


def run(path: Path, **options: Any) -> ImportJob:
    format = options.pop("format", "")
    return finish(start_path(path, format=format, options=options))


def finish(job: ImportJob) -> ImportJob:
    """Work on the job until nothing is left to do."""
    while not ((job := ImportJob.objects.get(pk=job.pk)).over or job.awaits_person or job.paused):
        work_due(job.pk)
    return job


def run_rows(path: Path, *rows: dict[str, Any], **options: Any) -> ImportJob:
    """Import these rows as JSON Lines from a file in the folder `path`."""
    file = path / "rows.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    return run(file, **options)


def outcomes(job: ImportJob) -> dict[str, int]:
    return {name: count for name in job.OUTCOMES if (count := getattr(job, name))}


def reasons(job: ImportJob) -> list[tuple[int, str]]:
    return list(job.problems.values_list("row", "reason"))
