"""Bells: each says that there is work, the rows say which. A lost one is rung again by the sweep."""

from celery import shared_task

from claims.models import Extraction, LinkDue
from claims.services import extract as service
from claims.services import link_story as linking
from claims.services.digests import make_due, send
from claims.services.link_later import link_waiting
from claims.services.people.forget import forget_old_sign_ins
from claims.services.people.reset import send_reset
from claims.services.propose import propose_due
from claims.services.reach import refresh_reach
from claims.services.regroup import regroup_due
from claims.services.reprocessing import work
from claims.services.undo_import import due as undo_imports_due
from claims.services.undo_import import undo_due
from claims.services.webhooks import deliver as webhooks
from sources.models import FamilyChange
from sources.services.bells import ring

UNDO_SECONDS = LINK_SECONDS = 60
"""Then others have their turn."""


@shared_task(name="claims.extract")
def extract() -> int:
    service.request_new()
    if Extraction.objects.due()[service.BATCH :].exists():
        ring("claims.extract")  # for whoever is idle
    done = service.extract_due()
    if Extraction.objects.due().exists():
        if done:
            ring("claims.extract")
        return done
    if done:
        ring("claims.propose")
    if work.due():
        ring("claims.reprocess")
    return done


@shared_task(name="claims.reprocess")
def reprocess() -> int:
    """Reading again gives way to what was never read: whoever reads the last of that rings here."""
    if Extraction.objects.due().exists():
        return 0
    if work.due(work.BATCH + 1) > work.BATCH:
        ring("claims.reprocess")  # for whoever is idle
    done = work.step()
    if done and work.due():
        ring("claims.reprocess")
    return done


@shared_task(name="claims.propose")
def propose() -> int:
    return propose_due()


@shared_task(name="claims.link_story")
def link_story(story: int) -> None:
    if linking.link_due(story, LINK_SECONDS):
        ring("claims.link_story", story)


@shared_task(name="claims.regroup")
def regroup() -> int:
    done = regroup_due()
    if done and FamilyChange.objects.exists():
        ring("claims.regroup")
    return done


@shared_task(name="claims.link")
def link() -> int:
    done = link_waiting()
    if done and LinkDue.objects.exists():
        ring("claims.link")
    return done


@shared_task(name="claims.reach")
def reach() -> int:
    return refresh_reach()


@shared_task(name="claims.undo_import")
def undo_import(job: int) -> None:
    if undo_due(job, UNDO_SECONDS):
        ring("claims.undo_import", job)


@shared_task(name="claims.digests")
def digests() -> None:
    for key in make_due():
        ring("claims.digest", key)


@shared_task(name="claims.digest")
def digest(key: int) -> None:
    send(key)


@shared_task(name="claims.password_reset")
def password_reset(key: int) -> None:
    """The person's key; 0 where nobody has the address, so that the answer takes as long."""
    send_reset(key)


@shared_task(name="claims.tidy")
def tidy() -> None:
    forget_old_sign_ins()


@shared_task(name="claims.deliver")
def deliver() -> int:
    sent = webhooks.deliver_due()
    if sent and webhooks.due():
        ring("claims.deliver")  # behind what others rang for meanwhile
    return sent


@shared_task(name="claims.sweep")
def sweep() -> int:
    service.request_missing()
    ring("claims.propose")
    if FamilyChange.objects.exists():
        ring("claims.regroup")
    if LinkDue.objects.exists():
        ring("claims.link")
    if webhooks.due():
        ring("claims.deliver")
    for job in undo_imports_due():
        ring("claims.undo_import", job)
    for story in linking.due():
        ring("claims.link_story", story)
    if Extraction.objects.due().exists():
        ring("claims.extract")
        return 1
    if work.due():
        ring("claims.reprocess")
    return 0
