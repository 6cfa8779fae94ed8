"""The files that stand beside a list, at its own address and with its own query string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

if TYPE_CHECKING:
    from django.http import HttpRequest

register = template.Library()

OF_ONE_PAGE = ("after", "before", "page", "view")
"""Parameters that name a page or a form of the list, not what it holds."""


@register.simple_tag(takes_context=True)
def file_beside(context: dict[str, Any], suffix: str) -> str:
    """The address of the list that is shown, as a file: “/claims.csv?kind=direct”."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name in OF_ONE_PAGE:
        query.pop(name, None)
    path = f"{request.path.removesuffix('/')}.{suffix}"
    return f"{path}?{query.urlencode()}" if query else path
