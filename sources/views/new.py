"""Begin an import."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from claims.access import allow
from sources import inbox
from sources.forms import ImportForm
from sources.services.start import start_address, start_path, start_upload

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.http import HttpRequest, HttpResponse

    from sources.models import ImportJob


@allow("admin")
@require_http_methods(["GET", "HEAD", "POST"])
def new_import(request: HttpRequest) -> HttpResponse:
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            return begun(request, started(form, cast("User", request.user)), go=form.cleaned_data["go"])
        except OSError as error:
            form.add_error(None, f"The server could not store the file ({error.strerror}). Is its disk full?")
            status = 507
    return render(request, "imports/new.html", {"form": form}, status=status if form.is_bound else 200)


def started(form: ImportForm, by: User) -> list[ImportJob]:
    """Jobs for what the form names."""
    data = form.cleaned_data
    common: dict[str, Any] = {"by": by, "options": form.options(), "go": data["go"]}
    if data["address"]:
        return [start_address(data["address"], **common)]
    if data["inbox"]:
        return [start_path(inbox.path_of(data["inbox"]), **common)]
    if data["upload"]:
        return [start_upload(file.file, file.name or "upload", **common) for file in data["upload"]]
    pasted = io.BytesIO(data["text"].encode("utf-8", "replace"))
    return [start_upload(pasted, data["title"] or "pasted text", format="text", **common | {"go": True})]


def begun(request: HttpRequest, jobs: list[ImportJob], *, go: bool) -> HttpResponse:
    if len(jobs) == 1:
        return redirect(jobs[0])
    messages.success(request, f"{len(jobs)} imports have begun." if go else f"{len(jobs)} files await your go-ahead.")
    return redirect("imports")
