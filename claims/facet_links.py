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
COMMA = markup('<span class="hidden">,</span> ')
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
    """The number is of the claims that the link leads to; where it leads away from them, it stands beside it."""
    choice = option.choice
    number = markup(
        '<span class="count">{}{}<span class="hidden"> claim{}</span></span>',
        choice.count,
        "+" if choice.more else "",
        "" if choice.count == 1 and not choice.more else "s",
    )
    return markup(
        '\n<li><a id="facet-{}-{}" href="{}"{}><bdi>{}</bdi>{}</a>{}</li>',
        name,
        choice.value,
        option.query,
        CHOSEN if option.chosen else NOTHING,
        choice.label,
        NOTHING if option.chosen else joined([COMMA, number]),
        number if option.chosen else NOTHING,
    )
