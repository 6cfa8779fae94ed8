"""Begin an import: the file goes to where workers find it, a job says what to do with it."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from django.conf import settings
from django.utils import timezone

from config.leases import LEASE, WorkState
from sources.models import ImportJob
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

OPTIONS = ("outlet", "published", "url", "map")


def start_upload(
    stream: BinaryIO, name: str, *, by: User | None = None, format: str = "", options: dict[str, object] | None = None
) -> ImportJob:
    """Store what was uploaded, piece by piece, and leave the job to the workers."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / uuid.uuid4().hex
    with path.open("xb") as file:
        shutil.copyfileobj(stream, file, 1 << 20)
    job = ImportJob.objects.create(
        created_by=by, path=str(path), name=name, size=path.stat().st_size, format=format, options=options or {}
    )
    ring_after_commit("sources.read", job.pk)
    return job


def start_here(path: Path, *, format: str = "", options: dict[str, object] | None = None) -> ImportJob:
    """A job for a file of this machine, its reading leased by this process; should that die, a worker goes on."""
    return ImportJob.objects.create(
        path=str(path.resolve()),
        name=path.name,
        size=path.stat().st_size,
        format=format,
        options=options or {},
        state=WorkState.RUNNING,
        attempts=1,
        lease_until=timezone.now() + LEASE,
    )
