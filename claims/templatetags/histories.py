"""The history of a thing on its page: `{% history_of claim %}`, with a button to undo each decision."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from actors.models import Actor
from claims.history.entries import entries_of, reviews_about, with_what_is_told
from claims.history.limited import undoable_within
from claims.history.stale import decided_since, sent_in
from claims.models import Claim, Event, Story
from claims.rights import limit_of, may_decide

if TYPE_CHECKING:
    from actors.models import Position
    from claims.history.entries import Entry

register = template.Library()

SHOWN = 50


@register.inclusion_tag("claims/_history.html", takes_context=True)
def history_of(context: dict[str, Any], thing: Claim | Actor | Event | Position | Story) -> dict[str, Any]:
    """The newest decisions about it and its parts; the log has the others."""
    found = entries_of(with_what_is_told(reviews_about(thing))[: SHOWN + 1])
    request = context["request"]
    may_undo = may_decide(request, **_belongs(thing))
    return {
        "entries": undoable_within(limit_of(request), found[:SHOWN]) if may_undo else found[:SHOWN],
        "thing": thing,
        "more": _log_of(thing) if len(found) > SHOWN else "",
        "found_by": thing if isinstance(thing, Claim) and thing.extraction_id else None,
        "may_undo": may_undo,
        "csrf_token": context.get("csrf_token"),
        "request": request,
        "back": request.path if request.method in ("GET", "HEAD") else _page_of(thing),
        "may_edit": context.get("may_edit"),
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


def _page_of(thing: Claim | Actor | Event | Position | Story) -> str:
    """For a form that was sent to an address of its own, and came back."""
    return (thing if isinstance(thing, Claim | Actor | Event | Story) else thing.holder).get_absolute_url()


def _log_of(thing: object) -> str:
    match thing:
        case Claim():
            return f"/log/?claim={thing.pk}"
        case Actor():
            return f"/log/?actor={thing.slug}"
        case Story():
            return f"/log/?story={thing.slug}"
        case Event():
            return f"/log/?story={thing.story.slug}&kind=event"
    return "/log/?kind=position"


@register.simple_tag
def sent_of(stale: Any) -> list[tuple[str, str]]:
    """What a form that came too late had sent; of a `claims.services.refusals.Stale`."""
    return sent_in(stale.submitted, stale.thing)


@register.simple_tag
def since_of(stale: Any) -> list[Entry]:
    return decided_since(stale.since)
