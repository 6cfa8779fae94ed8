"""The server's side of tus 1.0 (https://tus.io/protocols/resumable-upload): core, creation and termination."""

from __future__ import annotations

import base64
import binascii
from functools import wraps
from typing import TYPE_CHECKING, BinaryIO, cast

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from claims.access import allow
from sources.forms import AboutForm
from sources.models import ImportJob
from sources.services import uploads

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import User
    from django.http import HttpRequest

VERSION = "1.0.0"
PIECES = "application/offset+octet-stream"
STATUS: dict[type[uploads.UploadError], int] = {
    uploads.OffsetError: 409,
    uploads.TooLongError: 413,
    uploads.GoneError: 410,
    uploads.NotYoursError: 403,
    uploads.FullError: 507,
}


def said(status: int, sentence: str = "") -> HttpResponse:
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def tus[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Answers what every request of the protocol needs, and turns what went wrong into a status and a sentence."""

    @wraps(view)
    def answer(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        request = cast("HttpRequest", args[0])
        if request.method == "OPTIONS":
            response = said(204)
            response["Tus-Extension"] = "creation,termination"
        elif request.headers.get("Tus-Resumable") != VERSION:
            response = said(412, f"This server speaks version {VERSION} of the tus protocol.")
        else:
            try:
                response = view(*args, **kwargs)
            except uploads.UploadError as error:
                response = said(STATUS[type(error)], str(error))
        if response.status_code in (204, 412):
            response["Tus-Version"] = VERSION
        response["Tus-Resumable"] = VERSION
        response["Cache-Control"] = "no-store"
        return response

    return answer


@allow("admin")
@require_http_methods(["POST", "OPTIONS"])
@tus
def begin_upload(request: HttpRequest) -> HttpResponse:
    size = count_in(request, "Upload-Length")
    if size is None:
        return said(400, "The upload's length has to be announced (Upload-Length).")
    try:
        told = metadata(request.headers.get("Upload-Metadata", ""))
    except ValueError:
        return said(400, "The upload's metadata cannot be read: each value has to be base64 of UTF-8.")
    name = told.get("filename", "").replace("\\", "/").rpartition("/")[2].strip() or "upload"
    if not size:
        return said(422, f"{name} is empty: there is nothing in it to import.")
    about = AboutForm(told)
    if not about.is_valid():
        return said(422, " ".join(str(sentence) for found in about.errors.values() for sentence in found))
    options = about.options() | {key: told[key][:40] for key in ("modified",) if told.get(key)}
    job = uploads.announce(name[:1000], size, by=person(request), options=options, go=told.get("go") == "1")
    response = said(201)
    response["Location"] = reverse("import-upload", args=[job.pk])
    return response


@allow("admin")
@require_http_methods(["HEAD", "PATCH", "DELETE", "OPTIONS"])
@tus
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    if request.method == "DELETE":
        uploads.drop(pk, by=person(request))
        return said(204)
    if request.method == "PATCH":
        return take(request, pk)
    job = get_object_or_404(ImportJob, pk=pk)
    if job.created_by_id != person(request).pk:
        raise uploads.NotYoursError
    if job.phase != ImportJob.Phase.UPLOADING and job.uploaded < job.size:
        raise uploads.GoneError
    response = said(200)
    response["Upload-Offset"], response["Upload-Length"] = str(uploads.here(job)), str(job.size)
    return response


def take(request: HttpRequest, pk: int) -> HttpResponse:
    if request.content_type != PIECES:
        return said(415, f"A piece of an upload comes as {PIECES}.")
    offset = count_in(request, "Upload-Offset")
    if offset is None:
        return said(400, "A piece says where it begins (Upload-Offset).")
    length = request.META.get("CONTENT_LENGTH") or ""
    job = ImportJob.objects.filter(pk=pk, phase=ImportJob.Phase.UPLOADING).first()
    if job and length.isdigit() and offset + int(length) > job.size:
        return said(413, f"The file was announced with {job.size} bytes, and {offset + int(length)} would come.")
    offset = uploads.append(pk, offset, cast("BinaryIO", request), by=person(request))
    response = said(204)
    response["Upload-Offset"] = str(offset)
    return response


def count_in(request: HttpRequest, header: str) -> int | None:
    value = request.headers.get(header, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 18 else None


def metadata(header: str) -> dict[str, str]:
    """`filename d29ybGQ=,go MQ==`. Raises ValueError."""
    found = {}
    for pair in filter(None, (part.strip() for part in header.split(","))):
        key, _, value = pair.partition(" ")
        try:
            found[key] = base64.b64decode(value, validate=True).decode()
        except binascii.Error as error:
            raise ValueError(key) from error
    return found


def person(request: HttpRequest) -> User:
    return cast("User", request.user)
