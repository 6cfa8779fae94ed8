"""Ring again for what waits or whose worker died; settle what nobody else will."""

from __future__ import annotations

from sources.models import ImportJob
from sources.services import files, uploads
from sources.services.bells import ring
from sources.services.fetch_addresses import ready
from sources.services.phases import Phase, advance, fail_set_aside
from sources.services.work import PASSES

JOBS = 20


def sweep() -> int:
    """How many bells were rung. A few are enough: each bell answered rings the next."""
    fail_set_aside()
    for job in ImportJob.objects.filter(phase=Phase.FETCHING, paused=False).values_list("pk", flat=True)[:JOBS]:
        advance(job, after=Phase.FETCHING)
    jobs = ImportJob.objects.due().filter(phase__in=PASSES).order_by("pk").values_list("pk", flat=True)[:JOBS]
    for job in jobs:
        ring("sources.work", job)
    fetched = ready().values_list("job", flat=True)[:1]
    for job in fetched:
        ring("sources.fetch", job)
    uploads.drop_stale()
    files.drop_old()
    return len(jobs) + len(fetched)
