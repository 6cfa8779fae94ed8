"""The bars of a plot. A plot has a hundred, which a template would take ten times as long to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from claims.activity_plot import Plot
    from claims.listing import Listing

register = template.Library()


@register.simple_tag
def plot_bars(plot: Plot, listing: Listing) -> SafeString:
    """Each a link to the list of its days."""
    always = escape(listing.always)
    start = always if always == "?" else f"{always}&amp;"
    bars = []
    for bar in plot.bars:
        said = f"{bar.count} claim{'s' if bar.count > 1 else ''}, {bar.days}"
        bars.append(
            f'<a href="{start}since={bar.first}&amp;until={bar.last}" aria-label="{said}"'
            f'{' aria-current="true"' if bar.chosen else ""} data-first="{bar.first}" data-last="{bar.last}">'
            f'<title>{said}</title><rect class="ground" x="{bar.x}" width="{bar.width}" height="{plot.height}"/>'
            f'<rect class="bar" x="{bar.x}" y="{bar.y}" width="{bar.width}" height="{bar.height}"/></a>'
        )
    return mark_safe("".join(bars))  # noqa: S308 - dates and numbers, and an escaped address
