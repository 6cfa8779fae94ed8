"""The lists that a personal feed address opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import QueryDict
from django.urls import Resolver404, resolve

if TYPE_CHECKING:
    from django.urls import ResolverMatch

__all__ = ["clean_list", "match_list"]

LISTS = (
    "claims-file",
    "actors-file",
    "actor-file",
    "articles-file",
    "stories-file",
    "story-file",
    "events-file",
    "collection-file",
)
LONGEST = 2_000


def match_list(path: str) -> ResolverMatch | None:
    """`path` without its first slash and its query: “stories/dam.atom”."""
    try:
        match = resolve(f"/{path}")
    except Resolver404:
        return None
    return match if match.url_name in LISTS and match.kwargs.get("form") == "atom" else None


def clean_list(text: str) -> str:
    """The list that a form names, with its filters: “claims.atom?q=dam”; empty where there is no such list."""
    path, _, query = text[:LONGEST].removeprefix("/").partition("?")
    if not match_list(path):
        return ""
    return f"{path}?{QueryDict(query).urlencode()}" if query else path
