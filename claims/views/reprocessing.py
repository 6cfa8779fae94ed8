"""The pages of reading articles again, for admins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from claims.comparison import NAMES, compare
from claims.extraction import pipeline_version
from claims.models import Reprocessing, ReprocessingItem
from claims.reprocessing_progress import progress
from claims.services.reprocessing import jobs
from claims.services.reprocessing.selection import Choice, by_version, versions_before
from claims.views.reprocessing_form import ChoiceForm
from sources.views import number

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

JOBS, ITEMS, ASIDE = 50, 10, 50
ACTIONS = {"pause": jobs.pause, "resume": jobs.resume, "cancel": jobs.cancel, "retry": jobs.retry}


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def reprocessing_list(request: HttpRequest) -> HttpResponse:
    """The jobs, and the form that begins one; a GET with the form's fields says what it would read."""
    posted = request.method == "POST"
    form = ChoiceForm(request.POST if posted else request.GET, versions=by_version(pipeline_version()))
    valid = form.is_valid()
    if posted and valid:
        job, new = jobs.start(form.choice(), cast("User", request.user))
        if not new:
            messages.info(request, "This is being done already: here it is.")
        return redirect(job)
    found = Reprocessing.objects.newest_first().select_related("created_by", "outlet")
    if before := number(request, "before"):
        found = found.filter(pk__lt=before)
    page = list(found[: JOBS + 1])
    versions = by_version(pipeline_version(), form.choice()) if valid else {}
    context = {
        "form": form,
        "pipeline": pipeline_version(),
        "versions": versions,
        "articles": sum(versions.values()),
        "jobs": page[:JOBS],
        "more": len(page) > JOBS,
    }
    return render(request, "reprocessing/list.html", context, status=200 if valid else 422)


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def reprocessing_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(Reprocessing.objects.select_related("created_by", "applied_by", "outlet"), pk=pk)
    if request.method == "POST":
        return _act(request, job)
    context: dict[str, Any] = {
        "job": job,
        "progress": progress(job),
        "counts": [(name, words, getattr(job, name)) for name, words in NAMES.items()],
        "present": pipeline_version(),
        "before": versions_before(job) if job.applied and not job.is_open else [],
    }
    if request.headers.get("HX-Request"):
        response = render(request, "reprocessing/job.html#live", context)
        if not job.going:
            response["HX-Refresh"] = "true"  # once more, with its changes
        return response
    kind = request.GET.get("kind") or next((name for name in NAMES if getattr(job, name)), "")
    if kind and kind not in NAMES:
        raise Http404
    context |= {"kind": kind, "kind_words": NAMES.get(kind, ""), **_changes(request, job, kind)}
    context["aside"] = job.items.set_aside().select_related("snapshot__article").defer("snapshot__text")[:ASIDE]
    return render(request, "reprocessing/job.html", context)


def _act(request: HttpRequest, job: Reprocessing) -> HttpResponse:
    action = request.POST.get("action", "")
    if action == "back":
        return _go_back(request, job)
    if action == "apply":
        done = jobs.apply(job, cast("User", request.user))
    elif action in ACTIONS:
        done = ACTIONS[action](job)
    else:
        raise BadRequest(f"A job cannot be told to “{action}”.")
    if not done:
        job.refresh_from_db()
        messages.warning(request, f"Nothing was done: the job is now {_state(job)}.")
    return redirect(job)


def _go_back(request: HttpRequest, job: Reprocessing) -> HttpResponse:
    version = request.POST.get("to", "")
    if job.is_open or version not in versions_before(job):
        messages.warning(request, "Nothing was done: from this job there is no way back to that version any more.")
        return redirect(job)
    choice = Choice(job.outlet, job.since, job.until, read_by=job.pipeline)
    return redirect(jobs.start(choice, cast("User", request.user), back_to=version)[0])


def _state(job: Reprocessing) -> str:
    return "paused" if job.paused else str(job.get_state_display())


def _changes(request: HttpRequest, job: Reprocessing, kind: str) -> dict[str, Any]:
    """Some articles with changes of this kind, each with examples."""
    items: list[ReprocessingItem] = []
    if kind:
        changed = job.items.filter(pk__gt=number(request, "after"), **{f"{kind}__gt": 0}).order_by("pk")
        items = list(changed.select_related("snapshot__article__outlet")[: ITEMS + 1])
    shown = []
    for item in items[:ITEMS]:
        entries = [entry for entry in item.sample if kind in entry["kinds"]]
        text = item.snapshot.text
        shown.append(
            {
                "item": item,
                "article": item.snapshot.article,
                "comparisons": [compare(text, entry) for entry in entries] if text else [],
                "more": getattr(item, kind) - len(entries),
            }
        )
    return {"changed": shown, "following": items[ITEMS - 1].pk if len(items) > ITEMS else None}
