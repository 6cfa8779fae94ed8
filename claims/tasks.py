"""Bells: each says that there is work, the rows say which. A lost one is rung again by the sweep."""

from celery import shared_task

from claims.models import Extraction
from claims.services import extract as service
from claims.services.propose import propose_due

FAN_OUT = 8
"""Bells that one sweep rings at most; each rings itself again while work is due."""


@shared_task(name="claims.extract")
def extract(snapshot: int | None = None) -> int:
    if snapshot is not None:
        service.request(snapshot)
    done = service.extract_due()
    if done and Extraction.objects.due().exists():
        extract.delay()
    elif done:
        propose.delay()
    return done


@shared_task(name="claims.propose")
def propose() -> int:
    return propose_due()


@shared_task(name="claims.sweep")
def sweep() -> int:
    service.request_missing()
    propose.delay()
    due = Extraction.objects.due()[: FAN_OUT * service.BATCH].count()
    bells = -(-due // service.BATCH)
    for _ in range(bells):
        extract.delay()
    return bells
