"""Where a claim stands on timelines, as its page and the review show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from claims.place_choice import key_of
from claims.services.correction import Place

if TYPE_CHECKING:
    from claims.models import Claim, Link

register = template.Library()


@register.filter
def standing_links(claim: Claim) -> list[Link]:
    """Those that nobody rejected."""
    return [link for link in claim.links.all() if link.state != link.State.REJECTED]


@register.filter
def place_key(link: Link) -> str:
    return key_of(Place(link.story, link.event))
