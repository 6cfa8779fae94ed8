"""The files of imports that are over: ours are kept for a while, so that rejected rows can be tried again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sources.models import ImportJob

KEPT = timedelta(days=30)
ONCE = 100


def is_upload(job: ImportJob) -> bool:
    """The file is our own copy; any other lies on the server by somebody's will, and stays."""
    return bool(job.path) and Path(job.path).is_relative_to(Path(settings.MEDIA_ROOT) / "imports")


def drop_old() -> int:
    """Delete those of imports that were over a month ago. Returns how many."""
    since = timezone.now() - KEPT
    over = ImportJob.objects.filter(phase__in=ImportJob.OVER, finished_at__lt=since).exclude(path="")
    dropped = 0
    for pk in list(over.filter(path__startswith=str(settings.MEDIA_ROOT)).values_list("pk", flat=True)[:ONCE]):
        with transaction.atomic():
            job = over.select_for_update().filter(pk=pk).first()
            if job is None or not is_upload(job):
                continue
            transaction.on_commit(lambda path=Path(job.path): path.unlink(missing_ok=True))  # type: ignore[misc]
            job.path, job.place = "", None
            job.save(update_fields=["path", "place"])
            dropped += 1
    return dropped
