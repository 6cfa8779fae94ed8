"""Numbers in a page's query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

if TYPE_CHECKING:
    from django.http import HttpRequest


def number(request: HttpRequest, name: str) -> int:
    """0 where there is none. Raises Http404 for what is no number, or one that no column holds."""
    value = request.GET.get(name, "0")
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise Http404
    return int(value)
