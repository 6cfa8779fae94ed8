"""The collections that a page offers to add claims to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from claims.models import Collection

if TYPE_CHECKING:
    from claims.models.collections import CollectionQuerySet

register = template.Library()

OFFERED = 50


@register.simple_tag(takes_context=True)
def my_collections(context: dict[str, Any]) -> CollectionQuerySet:
    """Those that the person may change, the last changed first."""
    return Collection.objects.editable_by(context["request"].user).latest_first()[:OFFERED]
