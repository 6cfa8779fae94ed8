"""What the API's document says, as a page: drawn here, since the usual viewers need scripts of others."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe

from claims.api.document import document

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    type: str
    description: SafeString
    example: str


@dataclass(frozen=True, slots=True)
class Described:
    id: str
    path: str
    summary: str
    description: SafeString
    scope: str
    parameters: list[Field]
    answers: list[tuple[str, SafeString]]
    schema: str
    example: str
    open: str
    """An address to try it at with the browser; empty where the path has a variable."""


@require_safe
def api_docs(request: HttpRequest) -> HttpResponse:
    told = document()
    groups: dict[str, list[Described]] = {}
    for path, methods in told["paths"].items():
        operation = methods["get"]
        groups.setdefault(operation["tags"][0], []).append(_described(path, operation, told))
    shapes = {
        name: (_words(schema.get("description", "")), _fields(schema))
        for name, schema in sorted(told["components"]["schemas"].items())
    }
    context = {
        "about": _words(told["info"]["description"]),
        "groups": groups,
        "shapes": shapes,
        "scopes": _words(told["components"]["securitySchemes"]["token"]["description"]),
        "problems": [(status, _words(one["description"])) for status, one in told["components"]["responses"].items()],
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "programs/api.html", context)


def _described(path: str, operation: dict[str, Any], told: dict[str, Any]) -> Described:
    content = operation["responses"]["200"]["content"]["application/json"]
    return Described(
        id=operation["operationId"],
        path=path,
        summary=operation["summary"],
        description=_words(operation["description"]),
        scope=operation["security"][0]["token"][0],
        parameters=[
            Field(one["name"], _type(one["schema"]), _words(one.get("description", "")), _example(one))
            for one in operation["parameters"]
        ],
        answers=[
            (status, _words(one.get("description", "")))
            for status, one in operation["responses"].items()
            if "$ref" not in one
        ],
        schema=_type(content["schema"]),
        example=json.dumps(content["example"], indent=2, ensure_ascii=False),
        open="" if "{" in path else path,
    )


def _fields(schema: dict[str, Any]) -> list[Field]:
    return [
        Field(name, _type(field), _words(field.get("description", "")), _example(field))
        for name, field in schema.get("properties", {}).items()
    ]


def _words(text: str) -> SafeString:
    """What stands between backticks as code."""
    pieces = enumerate(text.split("`"))
    return format_html_join("", "{}", ((format_html("<code>{}</code>", one) if n % 2 else one,) for n, one in pieces))


def _example(told: dict[str, Any]) -> str:
    example = told.get("example", next(iter(told.get("examples", [])), None))
    return "" if example is None else json.dumps(example, ensure_ascii=False)


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(one) for one in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if "enum" in schema:
        return " or ".join(map(str, schema["enum"]))
    return str(schema.get("format") or schema.get("type", "any"))
