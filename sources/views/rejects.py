"""The rejected rows as a file to mend and import again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from claims.access import allow
from sources.models import ImportJob

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@allow("admin")
@require_safe
def rejected_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    job = get_object_or_404(ImportJob, pk=pk)
    raise Http404(str(job))
