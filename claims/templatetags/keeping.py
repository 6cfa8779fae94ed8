"""The button that follows an actor or a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from actors.models import Actor
from claims.models import SavedSearch
from claims.services.saved import follow_query

if TYPE_CHECKING:
    from claims.models import Story

register = template.Library()


@register.inclusion_tag("claims/_follow.html", takes_context=True)
def follow_button(context: dict[str, Any], what: Actor | Story) -> dict[str, Any]:
    followed = SavedSearch.objects.of(context["request"].user).filter(query=follow_query(what)).exists()
    return {
        "what": what,
        "kind": "actor" if isinstance(what, Actor) else "story",
        "followed": followed,
        "csrf_token": context.get("csrf_token"),
    }
