"""Claims and filters as lists show them, see `claims.cards`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from claims.blind import questions
from claims.cards import Look, write_card, write_days
from claims.facet_links import write_facets

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from claims.listing import Listing

register = template.Library()


@register.simple_tag(takes_context=True)
def claim_card(context: dict[str, Any]) -> SafeString:
    """The context's `claim`."""
    return write_card(context["claim"], _look(context, dated=False))


@register.simple_tag(takes_context=True)
def claims_by_day(context: dict[str, Any]) -> SafeString:
    """The context's `claims`."""
    return write_days(context["claims"], _look(context, dated=True))


@register.simple_tag
def facet_links(listing: Listing) -> SafeString:
    return write_facets(listing.facets)


def _look(context: dict[str, Any], *, dated: bool) -> Look:
    return Look(
        density=context.get("density") or "card",
        colours=context.get("colours") or None,
        dated=dated,
        fresh_after=context.get("fresh_after"),
        selectable=bool(context.get("listing")),
        editing=bool(context.get("may_edit")),
        asked=questions(context["request"]) if "request" in context else {},
    )
