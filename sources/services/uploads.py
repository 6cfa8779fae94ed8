"""Uploads that may break off and go on later: each piece is on the disk before it counts as here.

A piece is one short transaction under the job's lock, so that of two who write at once one is told that it came too
late. What was written and not counted is written over.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from config.leases import WorkState
from sources.models import ImportJob
from sources.services.control import run
from sources.services.phases import Phase, enter
from sources.services.start import place_for_a_file
from sources.texts import normalise

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PIECE = 1 << 20
KEPT = timedelta(days=7)  # after its last piece


class UploadError(Exception):
    """The upload cannot go on like this; the message is for the person."""


class OffsetError(UploadError):
    """Not where the upload stands."""


class TooLongError(UploadError):
    """More than was announced."""


class GoneError(UploadError):
    """No upload any more, or none that can go on."""


class NotYoursError(UploadError):
    """Somebody else began it."""


class FullError(UploadError):
    """The disk is full; what is here stays, and the upload can go on once there is room."""


def announce(name: str, size: int, *, by: User, options: dict[str, Any] | None = None, go: bool = False) -> ImportJob:
    """A job for a file of `size` bytes that are still to come; `go`: it is imported as soon as all are here."""
    try:
        path = place_for_a_file()
        free = shutil.disk_usage(path.parent).free
        if size > free:
            raise FullError(
                f"The server's disk has {filesizeformat(free)} left, and the file has {filesizeformat(size)}: "
                "make room there, then try again."
            )
        path.touch(mode=0o600)
    except OSError as error:
        raise FullError(unwritten(error)) from error
    return ImportJob.objects.create(
        created_by=by,
        path=str(path),
        name=normalise(name),
        size=size,
        options={**(options or {}), "then": Phase.IMPORTING if go else Phase.READY},
        phase=Phase.UPLOADING,
        state=WorkState.DONE,
    )


def append(upload: int, offset: int, stream: BinaryIO, *, by: User) -> int:
    """Write what comes to the disk, from `offset` on; how many bytes of the file are then here."""
    offset = write_piece(upload, offset, b"", by)  # refused before anything is read
    while piece := stream.read(PIECE):
        offset = write_piece(upload, offset, piece, by)
    return offset


def write_piece(upload: int, offset: int, piece: bytes, by: User) -> int:
    with transaction.atomic():
        job = held(upload, by)
        if offset != here(job):
            raise OffsetError(f"{here(job)} bytes of the file are here, and these would begin at {offset}.")
        if offset + len(piece) > job.size:
            raise TooLongError(f"The file was announced with {job.size} bytes, and more came.")
        try:
            write_at(Path(job.path), offset, piece)
        except OSError as error:
            raise FullError(unwritten(error)) from error
        job.uploaded = offset + len(piece)
        job.save(update_fields=["uploaded"])
        if job.uploaded == job.size:
            complete(job)
        return job.uploaded


def held(upload: int, by: User) -> ImportJob:
    """The job, locked. Runs in the caller's transaction."""
    job = ImportJob.objects.select_for_update().filter(pk=upload).first()
    if job is None:
        raise GoneError("There is no such upload: it was removed. Begin it again.")
    if job.created_by_id != by.pk:
        raise NotYoursError("Somebody else began this upload; only they can go on with it.")
    if job.phase != Phase.UPLOADING:
        raise GoneError(f"This upload is over: the import is {job.get_phase_display()}.")
    return job


def here(job: ImportJob) -> int:
    """Bytes that are counted and on the disk: after a power cut the file may be shorter than what was counted."""
    if job.phase != Phase.UPLOADING:
        return job.uploaded
    try:
        return min(job.uploaded, Path(job.path).stat().st_size)
    except OSError:
        return 0


def write_at(path: Path, offset: int, piece: bytes) -> None:
    rest = memoryview(piece)
    file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        while rest:
            written = os.pwrite(file, rest, offset)
            offset, rest = offset + written, rest[written:]
    finally:
        os.close(file)


def unwritten(error: OSError) -> str:
    return (
        f"The server cannot write to its disk ({error.strerror or error}). What is here stays: "
        "make room there, then go on with the upload."
    )


def complete(job: ImportJob) -> None:
    go = job.options.pop("then", None) == Phase.IMPORTING
    job.options.pop("modified", None)  # by which a browser knows the file again
    enter(job, Phase.READY, state=WorkState.DONE)
    if go:
        run(job)


def drop(upload: int, *, by: User) -> None:
    """Give an unfinished upload up, with what is here of it."""
    with transaction.atomic():
        remove(held(upload, by))


def drop_stale() -> int:
    """Remove the uploads that nobody went on with for a week; how many."""
    since = timezone.now() - KEPT
    removed = 0
    with transaction.atomic():
        old = ImportJob.objects.filter(phase=Phase.UPLOADING, created_at__lt=since)
        for job in old.select_for_update(skip_locked=True):
            if last_written(job) < since:
                remove(job)
                removed += 1
    return removed


def last_written(job: ImportJob) -> datetime:
    try:
        return datetime.fromtimestamp(Path(job.path).stat().st_mtime, tz=timezone.get_current_timezone())
    except OSError:
        return job.created_at


def remove(job: ImportJob) -> None:
    path = Path(job.path)
    job.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
