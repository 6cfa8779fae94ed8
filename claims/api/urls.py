from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path

from claims.api.document import document
from claims.api.gate import gate
from claims.api.operations import api
from claims.api.problems import Problem


def openapi(request: HttpRequest) -> HttpResponse:
    return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


def nothing(request: HttpRequest) -> HttpResponse:
    raise Problem(404, "There is nothing at this address; /api/v1/openapi.json says where something is.")


operations = [pattern for pattern in api.urls[0] if isinstance(pattern, URLPattern) and pattern.name != "api-root"]
for pattern in operations:
    pattern.callback = gate(pattern.callback)

urlpatterns = [
    path("openapi.json", gate(openapi), name="openapi"),
    *operations,
    re_path("", gate(nothing)),
]
