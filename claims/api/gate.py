"""What every answer under `/api/v1/` goes through. Nobody is let in who is not known: not even to hear that there is
nothing at an address."""

from __future__ import annotations

import hashlib
import re
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from claims.api import limits
from claims.api.callers import caller_of
from claims.api.document import operation_at
from claims.api.problems import Problem, refuse_parameters

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

__all__ = ["gate"]

METHODS = ("GET", "HEAD")


def gate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    @login_not_required
    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        headers: dict[str, str] = {}
        try:
            _check(request, headers)
            response = _ask(view, request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
        except (BadRequest, SuspiciousOperation) as error:
            response = Problem(400, str(error)).response()
        return _finish(request, response, headers)

    return guarded


def _check(request: HttpRequest, headers: dict[str, str]) -> None:
    """Raises Problem; what an answer says of the rate is put into `headers`."""
    caller = caller_of(request)
    if allowance := limits.take(caller.key):
        headers |= allowance.headers
        if allowance.exceeded:
            told = f"More than {allowance.limit} requests in a minute: wait {allowance.seconds} seconds."
            raise Problem(429, told, headers={"Retry-After": str(allowance.seconds)})
    if request.method not in METHODS:
        raise Problem(405, "Everything here is read, with GET.", headers={"Allow": ", ".join(METHODS)})
    if operation := operation_at(_path(request)):
        caller.require(operation.scope)
        errors = {name: "There is no such parameter here." for name in request.GET if name not in operation.parameters}
        errors |= {name: "It is given more than once." for name, values in request.GET.lists() if len(values) > 1}
        errors |= {name: "It holds a NUL." for name, value in request.GET.items() if "\0" in value}
        if errors:
            raise refuse_parameters(errors)
    request.caller = caller  # type: ignore[attr-defined]
    request.user, request.role = caller.person, caller.role  # type: ignore[attr-defined]


def _path(request: HttpRequest) -> str:
    """As the document writes it."""
    assert request.resolver_match is not None  # noqa: S101 - a view was found
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", f"/{request.resolver_match.route}")


def _ask(view: Callable[..., Any], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """HEAD is GET without the words."""
    method, request.method = request.method, "GET"
    response: HttpResponse = view(request, *args, **kwargs)
    request.method = method
    return response


def _finish(request: HttpRequest, response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    if response.status_code == 200:
        etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        if {etag, "*"} & set(parse_etags(request.headers.get("If-None-Match", ""))):
            response = HttpResponseNotModified()
        response["ETag"] = etag
    for name, value in headers.items():
        response[name] = value
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Authorization", "Cookie"])
    if request.method == "HEAD" and response.content:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
