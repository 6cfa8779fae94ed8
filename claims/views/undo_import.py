from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.services.undo_import import UNDOABLE, preview, start
from sources.models import ImportJob

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def undo_import(request: HttpRequest, pk: int) -> HttpResponse:
    """What an undo would do; a POST begins it."""
    job = get_object_or_404(ImportJob, pk=pk)
    if request.method == "POST":
        if not start(job):
            job.refresh_from_db()
            messages.warning(request, f"Nothing was undone: the import is {job.get_phase_display()}.")
        return redirect(job)
    if job.phase not in UNDOABLE:
        messages.info(request, f"The import is {job.get_phase_display()}: it cannot be undone now.")
        return redirect(job)
    return render(request, "imports/undo.html", {"job": job, "preview": preview(job)})
