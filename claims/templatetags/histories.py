"""The history of a thing on its page: `{% history_of claim %}`, with a button to undo each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from actors.models import Actor
from claims.history.entries import entries_of, reviews_about
from claims.models import Claim, Event, Story
from claims.rights import may_decide

if TYPE_CHECKING:
    from actors.models import Position

register = template.Library()

SHOWN = 50


@register.inclusion_tag("claims/_history.html", takes_context=True)
def history_of(context: dict[str, Any], thing: Claim | Actor | Event | Position | Story) -> dict[str, Any]:
    """The newest decisions about it and its parts; the log has the others."""
    found = list(entries_of(reviews_about(thing)[: SHOWN + 1]))
    request = context["request"]
    return {
        "entries": found[:SHOWN],
        "thing": thing,
        "more": len(found) > SHOWN,
        "found_by": thing if isinstance(thing, Claim) and thing.extraction_id else None,
        "may_undo": may_decide(request, **_belongs(thing)),
        "csrf_token": context.get("csrf_token"),
        "request": request,
    }


def _belongs(thing: object) -> dict[str, Any]:
    match thing:
        case Claim():
            return {"claim": thing}
        case Story():
            return {"story": thing}
        case Event():
            return {"story": thing.story}
    return {}
