"""Ring again for what waits or whose worker died; settle what nobody else will."""

from __future__ import annotations

from sources.models import ImportChunk, ImportJob
from sources.services.bells import ring
from sources.services.chunks import reject_set_aside
from sources.services.reading import BELLS, fail_set_aside

JOBS = 20


def sweep() -> int:
    """How many bells were rung. A few are enough: each bell answered rings the next."""
    fail_set_aside()
    reject_set_aside(ImportChunk.objects.all())
    bells = [
        ("sources.read", job) for job in ImportJob.objects.due().order_by("pk").values_list("pk", flat=True)[:JOBS]
    ]
    chunks = ImportChunk.objects.due().order_by("pk").values_list("job_id", flat=True)[:BELLS]
    bells += [("sources.import_chunk", job) for job in chunks]
    for task, job in bells:
        ring(task, job)
    return len(bells)
