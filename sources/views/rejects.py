"""The rejected rows as a file to mend and import again."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.access import allow
from sources.models import ImportJob
from sources.readers.rejects import reject_ending, write_rejects

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

    from sources.models import ImportProblem

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}
AT_ONCE = 50  # rows, of up to a megabyte


def endings(job: ImportJob) -> tuple[str, ...]:
    """What the rejected rows of a job can be had as."""
    return tuple(dict.fromkeys((reject_ending(job.format), "csv")))


@allow("admin")
@require_safe
def rejected_file(request: HttpRequest, pk: int, ending: str) -> StreamingHttpResponse:
    job = get_object_or_404(ImportJob, pk=pk)
    if ending not in endings(job) or not job.problems.exists():
        raise Http404
    format = job.format if reject_ending(job.format) == ending else "text"
    response = StreamingHttpResponse(write_rejects(format, job.columns, problems(job)), content_type=TYPES[ending])
    name = f"{PurePath(job.name).stem or 'import'} rejected.{ending}"
    response["Content-Disposition"] = f"attachment; filename=rejected.{ending}; filename*=UTF-8''{quote(name)}"
    return response


def problems(job: ImportJob) -> Iterator[ImportProblem]:
    after = 0
    while page := list(job.problems.filter(row__gt=after).order_by("row")[:AT_ONCE]):
        yield from page
        after = page[-1].row
