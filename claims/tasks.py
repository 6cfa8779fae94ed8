"""Bells: each says that there is work, the rows say which. A lost one is rung again by the sweep."""

from celery import shared_task

from claims.models import Extraction
from claims.services import extract as service
from claims.services.propose import propose_due
from claims.services.regroup import regroup_due
from claims.services.reprocessing import work
from claims.services.undo_import import due as undo_imports_due
from claims.services.undo_import import undo_due
from sources.models import FamilyChange

FAN_OUT = 8
"""Bells that one sweep rings at most; each rings itself again while work is due."""
UNDO_SECONDS = 60
"""Then others have their turn."""


@shared_task(name="claims.extract")
def extract(snapshot: int | None = None) -> int:
    if snapshot is not None:
        service.request(snapshot)
    done = service.extract_due()
    if Extraction.objects.due().exists():
        if done:
            extract.delay()
        return done
    if done:
        propose.delay()
    if work.due():
        reprocess.delay()
    return done


@shared_task(name="claims.reprocess")
def reprocess() -> int:
    """Reading again gives way to what was never read: whoever reads the last of that rings here."""
    if Extraction.objects.due().exists():
        return 0
    done = work.step()
    if done and work.due():
        reprocess.delay()
    return done


@shared_task(name="claims.propose")
def propose() -> int:
    return propose_due()


@shared_task(name="claims.regroup")
def regroup() -> int:
    done = regroup_due()
    if done and FamilyChange.objects.exists():
        regroup.delay()
    return done


@shared_task(name="claims.undo_import")
def undo_import(job: int) -> None:
    if undo_due(job, UNDO_SECONDS):
        undo_import.delay(job)


@shared_task(name="claims.sweep")
def sweep() -> int:
    service.request_missing()
    propose.delay()
    if FamilyChange.objects.exists():
        regroup.delay()
    for job in undo_imports_due():
        undo_import.delay(job)
    due = Extraction.objects.due()[: FAN_OUT * service.BATCH].count()
    bells = -(-due // service.BATCH)
    for _ in range(bells):
        extract.delay()
    if not bells:
        for _ in range(-(-work.due(FAN_OUT * work.BATCH) // work.BATCH)):
            reprocess.delay()
    return bells
