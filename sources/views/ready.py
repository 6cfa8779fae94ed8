"""A file that awaits a go-ahead: how it will be read, its first rows as they will be stored, and mending that later."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from sources.choices_form import ChoicesForm
from sources.mapping import choose
from sources.models import ImportJob
from sources.preview import preview
from sources.readers import FORMATS, Row
from sources.readers.records import Problem
from sources.services import choices, control

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse, QueryDict

    from sources.mapping import Choice

Phase = ImportJob.Phase
ROWS = 10


def open_for_choices(job: ImportJob) -> bool:
    """Nothing was imported yet, and what it was told can be changed."""
    return bool(job.path) and not job.read_rows and job.phase in (Phase.READY, Phase.FAILED)


def context(job: ImportJob, said: Mapping[str, Any] | None) -> dict[str, Any]:
    choice = choose(job, said)
    return shown(choice, choice.rows)


def shown(choice: Choice, rows: list[Row]) -> dict[str, Any]:
    form = ChoicesForm(choice)
    options = form.options() if form.is_valid() else {}
    format = choice.look.format if choice.look else ""
    found = preview(rows[:ROWS], options, format)
    return {
        "form": form,
        "choice": choice,
        "format_title": FORMATS.get(format, format),
        "rows_shown": found,
        "refused": sum(1 for row in found if row.reason),
        "all_refused": bool(found) and all(row.reason for row in found),
    }


class Kept(Enum):
    YES = auto()
    REFUSED = auto()  # a choice that cannot be, or no row can be read in this way
    LATE = auto()  # the job has gone on meanwhile


def keep_choices(said: QueryDict, job: ImportJob) -> Kept:
    if not open_for_choices(job):
        return Kept.LATE
    choice = choose(job, said)
    form = ChoicesForm(choice)
    if not form.is_valid() or choice.look is None or choice.error:
        return Kept.REFUSED
    kept = choices.keep(job, form.cleaned_data["format"], form.options(), allowed=(Phase.READY, Phase.FAILED))
    return Kept.YES if kept else Kept.LATE


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def mend_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Change how the file is read, and try the rejected rows again."""
    job = get_object_or_404(ImportJob, pk=pk)
    if job.phase not in control.RETRIABLE or not job.rejected or not job.path:
        messages.warning(request, f"There is nothing to mend: the import is {job.get_phase_display()}.")
        return redirect(job)
    choice = choose(job, request.POST if request.method == "POST" else None)
    form = ChoicesForm(choice)
    asked = request.method == "POST" and request.POST.get("action") != "preview"
    if asked and form.is_valid() and choice.look and not choice.error:
        options = dict.fromkeys(choices.CHOSEN) | form.options()
        if control.retry(job, options):
            choices.remember(job, make=True)
        else:
            messages.warning(request, f"Nothing was done: the import is now {job.get_phase_display()}.")
        return redirect(job)
    found = {"job": job, "mending": True, **shown(choice, rejected_rows(job, form.mapped()))}
    template = "imports/_ready.html" if request.headers.get("HX-Request") else "imports/mend.html"
    return render(request, template, found, status=422 if asked else 200)


def rejected_rows(job: ImportJob, mapping: Mapping[str, str]) -> list[Row]:
    """The first of them, read as this mapping says."""
    places = {name: job.columns.index(column) for name, column in mapping.items() if column in job.columns}
    rows = []
    for problem in job.problems.all()[:ROWS]:
        record = problem.record
        if problem.cells and len(problem.cells) == len(job.columns) and places:
            record = {name: problem.cells[place] for name, place in places.items()}
        unread = None if record else Problem(problem.reason, problem.advice)
        rows.append(Row(problem.row, problem.line, record=record, problem=unread, excerpt=problem.excerpt))
    return rows
