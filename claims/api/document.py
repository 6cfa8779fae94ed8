"""The OpenAPI document: the contract to which the gate holds requests, and the tests hold answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from claims.api.operations import api
from claims.api.problems import MEDIA_TYPE
from claims.models import Scope

__all__ = ["Operation", "document", "operation_at"]

PREFIX = "/api/v1/"
PROBLEMS = {
    "400": ("Something is wrong with a parameter; `errors` says with which.", {}),
    "401": ("No token, or one that is not valid.", {"WWW-Authenticate": "What kind of token is wanted."}),
    "403": ("The token lacks the scope, or its owner a role.", {"WWW-Authenticate": "Which scope is wanted."}),
    "404": ("There is nothing at this address.", {}),
    "405": ("Everything here is read, with GET or HEAD.", {"Allow": "The methods."}),
    "410": ("The article was taken down.", {}),
    "429": ("Too many requests in a minute.", {"Retry-After": "Seconds to wait."}),
    "500": ("A fault of ours.", {}),
    "503": ("The database is away; it comes back by itself.", {"Retry-After": "Seconds to wait."}),
}
HEADERS = {
    "ETag": "Send it as If-None-Match to hear 304 where nothing changed.",
    "RateLimit-Limit": "Requests that are allowed in a minute.",
    "RateLimit-Remaining": "How many are left.",
    "RateLimit-Reset": "Seconds until all are there again.",
}
PROBLEM = {
    "type": "object",
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "description": "Always `about:blank`: the status says it.",
            "examples": ["about:blank"],
        },
        "title": {"type": "string", "description": "The status in words.", "examples": ["Bad Request"]},
        "status": {"type": "integer", "description": "The status.", "examples": [400]},
        "detail": {"type": "string", "description": "For a person.", "examples": ["Something is wrong with “since”."]},
        "errors": {
            "type": "array",
            "description": "The parameters that are wrong.",
            "items": {"$ref": "#/components/schemas/Fault"},
        },
    },
}
FAULT = {
    "type": "object",
    "title": "Fault",
    "description": "What is wrong with one parameter.",
    "required": ["parameter", "detail"],
    "properties": {
        "parameter": {"type": "string", "description": "Its name.", "examples": ["since"]},
        "detail": {
            "type": "string",
            "description": "For a person.",
            "examples": ["“Said from” is no date; write for example 2024-07-01."],
        },
    },
}


@dataclass(frozen=True, slots=True)
class Operation:
    scope: str
    parameters: frozenset[str]
    """Of the query string."""


@cache
def document() -> dict[str, Any]:
    text = json.dumps(api.get_openapi_schema(path_prefix=PREFIX), default=str)
    told: dict[str, Any] = json.loads(text)
    answered = {name: one for name, one in told["components"]["schemas"].items() if f'schemas/{name}"' in text}
    schemas = told["components"]["schemas"] = {**answered, "Problem": PROBLEM, "Fault": FAULT}
    told["components"] |= {"responses": _problems(schemas), "headers": _headers(HEADERS)}
    told["components"]["securitySchemes"] = {
        "token": {
            "type": "http",
            "scheme": "bearer",
            "description": "A token from the page “Access for programs”. Scopes: "
            + "; ".join(f"`{scope.value}`: {scope.label}" for scope in Scope),
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "sessionid",
            "description": "A person who is signed in reads here with the browser; the cookie's name differs by site.",
        },
    }
    for path in told["paths"].values():
        _finish(path["get"], schemas)
    return told


def operation_at(path: str) -> Operation | None:
    return _operations().get(path)


@cache
def _operations() -> dict[str, Operation]:
    return {
        path: Operation(
            scope=told["get"]["security"][0]["token"][0],
            parameters=frozenset(one["name"] for one in told["get"]["parameters"] if one["in"] == "query"),
        )
        for path, told in document()["paths"].items()
    }


def _finish(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    scope = operation.pop("x-scope", Scope.READ.value)
    operation["security"] = [{"token": [scope]}, {"session": []}]
    for parameter in operation["parameters"]:
        parameter.setdefault("description", "The key, as lists have it.")
    summary, _, rest = operation.get("description", "").partition("\n")
    operation["summary"], operation["description"] = summary.strip(), rest.strip() or summary.strip()
    responses = operation["responses"]
    content = responses["200"]["content"]["application/json"]
    content["example"] = _example(content["schema"], schemas)
    responses["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    responses["304"] = {"description": "Nothing changed since the answer with that ETag."}
    gone = {"410"} if operation.pop("x-gone", False) else set()
    for status in PROBLEMS:
        if status != "410" or gone:
            responses[status] = {"$ref": f"#/components/responses/{status}"}


def _problems(schemas: dict[str, Any]) -> dict[str, Any]:
    example = _example({"$ref": "#/components/schemas/Problem"}, schemas)
    return {
        status: {
            "description": description,
            "headers": _headers(headers),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "example": {**example, "status": int(status), "detail": description},
                }
            },
        }
        for status, (description, headers) in PROBLEMS.items()
    }


def _headers(told: dict[str, str]) -> dict[str, Any]:
    return {name: {"description": description, "schema": {"type": "string"}} for name, description in told.items()}


def _example(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    """Put together from the examples of the fields; a list has one item."""
    if schema.get("examples"):
        return schema["examples"][0]
    if "$ref" in schema:
        return _example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    if "anyOf" in schema:
        return _example(schema["anyOf"][0], schemas)
    if schema.get("type") == "array":
        return [_example(schema["items"], schemas)]
    return {name: _example(field, schemas) for name, field in schema.get("properties", {}).items()}
