"""Bells of the import. Rows hold the work: a lost or doubled message does no harm."""

from __future__ import annotations

from celery import shared_task

from sources.models import ImportChunk
from sources.services.bells import ring
from sources.services.chunks import import_due
from sources.services.reading import read_due
from sources.services.sweep import sweep as sweep_due

READ_SECONDS = 120  # of the 300 that a task may take


@shared_task(name="sources.read")
def read(job: int) -> None:
    if read_due(job, READ_SECONDS):
        ring("sources.read", job)


@shared_task(name="sources.import_chunk")
def import_chunk(job: int) -> None:
    """One chunk, of that job if it has one due; then the next one's bell."""
    mine = ImportChunk.objects.filter(job=job)
    if import_due(mine) or import_due():
        following = ImportChunk.objects.due().order_by("pk").first()
        if following:
            ring("sources.import_chunk", job if mine.due().exists() else following.job_id)


@shared_task(name="sources.sweep")
def sweep() -> None:
    sweep_due()
