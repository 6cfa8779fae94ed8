"""All operations, gathered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError

from claims.api import claims
from claims.api.problems import Problem, refuse_parameters

__all__ = ["api"]

ABOUT = """\
Everything that OnRecord knows, read by programs. Lists come in pages: follow `next`. Answers carry an ETag. What goes
wrong is told as problem details (RFC 9457).
"""

api = NinjaAPI(title="OnRecord", version="1", description=ABOUT, openapi_url=None, docs_url=None, urls_namespace="api")
api.add_router("", claims.router)


@api.exception_handler(Problem)
def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.response()


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refuse_parameters({str(one["loc"][-1]): f"{one['msg']}." for one in error.errors}).response()
