"""Begin an import: a job says where the file is and what to do with it."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.conf import settings
from django.utils import timezone

from config.leases import LEASE, WorkState
from sources.models import ImportJob
from sources.services.bells import ring_after_commit

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Phase, Origin = ImportJob.Phase, ImportJob.Origin


def place_for_a_file() -> Path:
    """A new name in the folder of uploads, which only we read."""
    folder = Path(settings.MEDIA_ROOT) / "imports"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder / uuid.uuid4().hex


def start_upload(
    stream: BinaryIO,
    name: str,
    *,
    by: User | None = None,
    format: str = "",
    options: dict[str, Any] | None = None,
    go: bool = True,
) -> ImportJob:
    """Store what was uploaded, piece by piece, and leave the job to the workers; `go=False` awaits a person first.
    Raises OSError where the disk is full, and leaves nothing behind."""
    path = place_for_a_file()
    try:
        with path.open("xb") as file:
            shutil.copyfileobj(stream, file, 1 << 20)
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return begin(path, name, Origin.UPLOAD, by=by, format=format, options=options, go=go)


def start_path(
    path: Path, *, by: User | None = None, format: str = "", options: dict[str, Any] | None = None, go: bool = True
) -> ImportJob:
    """A file that lies on the server, and stays there."""
    return begin(path.resolve(), path.name, Origin.PATH, by=by, format=format, options=options, go=go)


def start_address(
    url: str, *, by: User | None = None, format: str = "", options: dict[str, Any] | None = None, go: bool = True
) -> ImportJob:
    """A file that workers fetch first; `url` is canonical."""
    job = ImportJob.objects.create(
        created_by=by,
        origin=Origin.URL,
        address=url,
        name=url,
        format=format,
        options={**(options or {}), "then": Phase.IMPORTING if go else Phase.READY},
        phase=Phase.LOADING,
    )
    ring_after_commit("sources.work", job.pk)
    return job


def begin(
    path: Path,
    name: str,
    origin: ImportJob.Origin,
    *,
    by: User | None,
    format: str,
    options: dict[str, Any] | None,
    go: bool,
) -> ImportJob:
    size = path.stat().st_size
    job = ImportJob.objects.create(
        created_by=by,
        origin=origin,
        path=str(path),
        name=name,
        size=size,
        uploaded=size,
        format=format,
        options=options or {},
        phase=Phase.IMPORTING if go else Phase.READY,
        state=WorkState.WAITING if go else WorkState.DONE,
    )
    if go:
        ring_after_commit("sources.work", job.pk)
    return job


def start_here(
    path: Path, *, format: str = "", options: dict[str, Any] | None = None, phase: ImportJob.Phase = Phase.IMPORTING
) -> ImportJob:
    """A job for a file of this machine, leased by this process; should that die, a worker goes on."""
    return ImportJob.objects.create(
        origin=Origin.PATH,
        path=str(path.resolve()),
        name=path.name,
        size=path.stat().st_size,
        format=format,
        options=options or {},
        phase=phase,
        state=WorkState.RUNNING,
        attempts=1,
        lease_until=timezone.now() + LEASE,
    )
