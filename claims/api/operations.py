"""All operations, gathered."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

from claims.api import actors, articles, claims, stories
from claims.api.callers import Caller
from claims.api.problems import Problem, refuse_parameters
from claims.api.shapes.common import Entry

__all__ = ["api"]

ABOUT = """\
Everything that OnRecord knows, read by programs. Lists come in pages: follow `next`. Answers carry an ETag. What goes
wrong is told as problem details (RFC 9457).
"""


class Renderer(JSONRenderer):
    """Words as they are, for people who look at an answer."""

    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Renderer(),
    title="OnRecord",
    version="1",
    description=ABOUT,
    openapi_url=None,
    docs_url=None,
    urls_namespace="api",
)
for part in (claims, actors, stories, articles):
    api.add_router("", part.router)


@api.get("/", response=Entry, tags=["Entry"])
def get_entry(request: HttpRequest) -> Entry:
    """Say who asks

    What the token may read, and where that is told of.
    """
    caller: Caller = request.caller  # type: ignore[attr-defined]
    return Entry(
        version=settings.VERSION,
        role=caller.role,
        scopes=sorted(caller.scopes),
        openapi=request.build_absolute_uri("/api/v1/openapi.json"),
        docs=request.build_absolute_uri("/api/v1/docs"),
    )


@api.exception_handler(Problem)
def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    return problem.response()


@api.exception_handler(ValidationError)
def refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return refuse_parameters({str(one["loc"][-1]): f"{one['msg']}." for one in error.errors}).response()
