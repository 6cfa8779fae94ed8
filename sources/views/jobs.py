"""The list of imports, and the page of one: what it does, what it found, what it can be told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.access import allow
from sources.choices_form import LABELS
from sources.models import ImportJob
from sources.progress import progress, shares, shares_of
from sources.readers import FORMATS
from sources.services import choices, control, uploads
from sources.views import ready, rejects, rows
from sources.views.numbers import number

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.models import User
    from django.http import HttpRequest

Phase = ImportJob.Phase
JOBS = 50
ACTIONS = {"pause": control.pause, "resume": control.resume, "cancel": control.cancel, "run": control.run}
UNDOABLE = (Phase.FINISHED, Phase.CANCELLED, Phase.FAILED)


@allow("admin")
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    """What awaits a person comes first, on the first page."""
    jobs = ImportJob.objects.newest_first().select_related("created_by")
    awaits = Q(phase__in=ImportJob.AWAITING) | (Q(paused=True) & ~Q(phase__in=ImportJob.OVER))
    before = number(request, "before")
    found = list((jobs.exclude(awaits).filter(pk__lt=before) if before else jobs.exclude(awaits))[: JOBS + 1])
    context = {
        "awaiting": [] if before else [(job, shares(job)) for job in jobs.filter(awaits)[:JOBS]],
        "rows": [(job, shares(job)) for job in found[:JOBS]],
        "more": len(found) > JOBS,
    }
    return render(request, "imports/list.html", context)


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(ImportJob.objects.select_related("created_by"), pk=pk)
    if request.method == "POST":
        return act(request, job)
    if request.headers.get("HX-Request"):
        return part(request, job)
    return page(request, job)


def part(request: HttpRequest, job: ImportJob) -> HttpResponse:
    """How far the job is, for htmx."""
    found = progress(job, number(request, "waiting"))
    response = render(request, "imports/job.html#live", {"job": job, "progress": found})
    if not found.moving:
        response["HX-Refresh"] = "true"  # once more, with all that there is to see now
    return response


def page(
    request: HttpRequest, job: ImportJob, said: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """`said` are choices as a person left them, and not kept."""
    mapping = job.options.get("map") or {}
    context: dict[str, Any] = {
        "job": job,
        "progress": progress(job, number(request, "waiting")),
        "rest": job.path and job.phase in (Phase.FAILED, Phase.CANCELLED) and not broken_off(job),
        "undoable": job.phase in UNDOABLE and job.settled > job.rejected,
        "retriable": job.phase in control.RETRIABLE and job.rejected and job.path,
        "format_title": FORMATS.get(job.format, job.format),
        "mapped": [(LABELS.get(name, name), column) for name, column in mapping.items() if column],
        "endings": rejects.endings(job),
        "mine": job.created_by_id == cast("User", request.user).pk,
    }
    if ready.open_for_choices(job):
        context |= ready.context(job, said)
        context["rehearsed"] = rehearsed(job)
        context["changing"] = said is not None
    if not context["progress"].moving or "outcome" in request.GET:
        context |= rows.context(request, job)
    return render(request, "imports/job.html", context, status=status)


def rehearsed(job: ImportJob) -> dict[str, Any] | None:
    """What the dry run found, for the page; None where there was none, or it was cut off."""
    if not job.rehearsal or not job.rehearsal.get("complete"):
        return None
    found = shares_of(job, job.rehearsal)
    samples = job.rehearsal.get("samples", {})
    tables = [(share, [dated(each) for each in samples[share.name]]) for share in found if samples.get(share.name)]
    return {**job.rehearsal, "shares": found, "tables": tables}


def dated(sample: dict[str, Any]) -> dict[str, Any]:
    return {**sample, "published": sample["published"] and date.fromisoformat(sample["published"])}


def act(request: HttpRequest, job: ImportJob) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "cancel" and job.phase == Phase.UPLOADING:
        return given_up(request, job)
    if action == "preview":
        return previewed(request, job)
    if action in ("import", "rehearse"):
        kept = ready.Kept.YES if "choices" not in request.POST else ready.keep_choices(request.POST, job)
        if kept is ready.Kept.REFUSED:
            return page(request, job, request.POST, 422)
        done = kept is ready.Kept.YES and (control.run(job) if action == "import" else control.rehearse(job))
        if done:
            choices.remember(job, make=action == "import")
    elif action in ACTIONS:
        done = ACTIONS[action](job)
    else:
        raise BadRequest(f"An import cannot be told to “{action}”.")
    if not done:
        job.refresh_from_db()
        messages.warning(request, f"Nothing was done: the import is now {state(job)}.")
    return redirect(job)


def previewed(request: HttpRequest, job: ImportJob) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return page(request, job, request.POST)
    if ready.open_for_choices(job):
        return render(request, "imports/_ready.html", {"job": job, **ready.context(job, request.POST)})
    response = HttpResponse()
    response["HX-Refresh"] = "true"  # it has gone on meanwhile
    return response


def given_up(request: HttpRequest, job: ImportJob) -> HttpResponse:
    try:
        uploads.drop(job.pk, by=cast("User", request.user))
    except uploads.GoneError as error:
        messages.warning(request, str(error))
        return redirect("imports")
    except uploads.NotYoursError as error:
        messages.warning(request, str(error))
        return redirect(job)
    messages.success(request, f"The upload of {job.name} was given up.")
    return redirect("imports")


def state(job: ImportJob) -> str:
    return "paused" if job.paused else str(job.get_phase_display())


def broken_off(job: ImportJob) -> bool:
    """An upload of which a part is missing."""
    return job.origin == ImportJob.Origin.UPLOAD and job.uploaded < job.size
