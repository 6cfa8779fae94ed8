"""Bells of the import. Rows hold the work: a lost or doubled message does no harm."""

from __future__ import annotations

from celery import shared_task

from sources.services.bells import ring
from sources.services.feeds import poll_due
from sources.services.fetch_addresses import fetch_due
from sources.services.sweep import sweep as sweep_due
from sources.services.work import work_due

SECONDS = 60  # then others have their turn
LONGEST = 4 * 3600  # a dry run cannot be interrupted


@shared_task(name="sources.work", time_limit=LONGEST)
def work(job: int) -> None:
    if work_due(job, SECONDS):
        ring("sources.work", job)


@shared_task(name="sources.fetch")
def fetch(job: int) -> None:
    """Pages of whichever job: what counts is whose server has its turn."""
    if fetch_due(SECONDS):
        ring("sources.fetch", job)


@shared_task(name="sources.poll")
def poll() -> None:
    poll_due()


@shared_task(name="sources.sweep")
def sweep() -> None:
    sweep_due()
