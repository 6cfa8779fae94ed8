"""The pages of imports, for admins."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from claims.access import allow
from sources.forms import ImportForm
from sources.models import ImportJob
from sources.progress import progress, shares
from sources.services.start import start_upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

JOBS, PROBLEMS, ARTICLES = 50, 100, 20


@allow("admin")
@require_safe
def import_list(request: HttpRequest) -> HttpResponse:
    jobs = ImportJob.objects.newest_first().select_related("created_by")
    if before := number(request, "before"):
        jobs = jobs.filter(pk__lt=before)
    page = list(jobs[: JOBS + 1])
    rows = [(job, shares(job)) for job in page[:JOBS]]
    return render(request, "imports/list.html", {"rows": rows, "more": len(page) > JOBS})


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if request.method != "POST" or not form.is_valid():
        return render(request, "imports/new.html", {"form": form}, status=422 if form.is_bound else 200)
    options = form.options()
    files = [(file.file, file.name or "upload", "") for file in form.cleaned_data["upload"]]
    if not files:
        pasted = form.cleaned_data["text"].encode("utf-8", "replace")
        files = [(io.BytesIO(pasted), form.cleaned_data["title"] or "pasted text", "text")]
    by = cast("User", request.user)
    jobs = [start_upload(stream, name, by=by, format=format, options=options) for stream, name, format in files]
    if len(jobs) == 1:
        return redirect(jobs[0])
    messages.success(request, f"{len(jobs)} imports have begun.")
    return redirect("imports")


@allow("admin")
@require_safe
def import_page(request: HttpRequest, pk: int) -> HttpResponse:
    job = get_object_or_404(ImportJob.objects.select_related("created_by"), pk=pk)
    context = {"job": job, "progress": progress(job)}
    if request.headers.get("HX-Request"):
        response = render(request, "imports/job.html#live", context)
        if job.over:
            response["HX-Refresh"] = "true"  # once more, with its articles and rejected rows
        return response
    problems = list(job.problems.filter(row__gt=number(request, "after_row"))[: PROBLEMS + 1])
    articles = list(job.articles.filter(pk__gt=number(request, "after_article")).order_by("pk")[: ARTICLES + 1])
    context |= {
        "problems": problems[:PROBLEMS],
        "more_problems": len(problems) > PROBLEMS,
        "articles": articles[:ARTICLES],
        "more_articles": len(articles) > ARTICLES,
    }
    return render(request, "imports/job.html", context)


def number(request: HttpRequest, name: str) -> int:
    value = request.GET.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Http404
    return int(value)
