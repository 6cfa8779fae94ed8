"""What goes wrong, as problem details (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.models import Article

__all__ = ["MEDIA_TYPE", "Problem", "refuse_if_removed", "refuse_parameters"]

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """Raised anywhere under `/api/v1/`, it becomes the answer."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.detail, self.errors, self.headers = status, detail, errors or {}, headers or {}

    def response(self) -> HttpResponse:
        told: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        if self.errors:
            told["errors"] = [{"parameter": name, "detail": detail} for name, detail in self.errors.items()]
        body = json.dumps(told, ensure_ascii=False)
        return HttpResponse(body, content_type=MEDIA_TYPE, status=self.status, headers=dict(self.headers))


def refuse_parameters(errors: Mapping[str, str]) -> Problem:
    names = ", ".join(f"“{name[:60]}”" for name in errors)
    return Problem(400, f"Something is wrong with {names}.", errors=errors)


def refuse_if_removed(article: Article) -> None:
    if article.removed_at:
        raise Problem(410, "The article was taken down, and what was said in it with it.")
