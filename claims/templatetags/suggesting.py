"""Inputs in which actors are suggested (static/js/suggest.js), shown again as they were sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import format_html

from actors.models import Actor

if TYPE_CHECKING:
    from django.forms import BoundField

register = template.Library()


@register.filter
def as_chosen(field: BoundField | None) -> str:
    """The attributes that say what stands in the input: an actor who was chosen, and came as an address, by name."""
    text = ((field and field.value()) or "").replace("\0", "")
    actor = Actor.objects.at(text) if text else None
    if actor is None:
        return format_html('value="{}"', text)
    return format_html('value="{}" data-chosen="{}"', actor.canonical or actor, text)
