"""The choices of a list's filters, written as markup; `claims.cards` says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claims.markup import NOTHING, joined, markup

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.safestring import SafeString

    from claims.listing import Facet, Option

__all__ = ["write_facets"]

CHOSEN = markup(' aria-current="true"')
OPEN = 5
"""So many filters show their choices at once."""


def write_facets(facets: Iterable[Facet]) -> SafeString:
    """Plain links: each is the list with that choice, or without it where it is chosen."""
    return joined(
        markup(
            '<details class="facet"{}>\n<summary>{}</summary>\n<ul>{}\n</ul>\n</details>\n',
            " open" if facet.chosen or number <= OPEN else "",
            facet.label,
            joined(_option(facet.name, option) for option in facet.options),
        )
        for number, facet in enumerate(facets, 1)
        if facet.options
    )


def _option(name: str, option: Option) -> SafeString:
    choice = option.choice
    return markup(
        '\n<li><a id="facet-{}-{}" href="{}"{}><bdi>{}</bdi></a> <span class="count">{}{}</span></li>',
        name,
        choice.value,
        option.query,
        CHOSEN if option.chosen else NOTHING,
        choice.label,
        choice.count,
        "+" if choice.more else "",
    )
