"""Markup for what pages have hundreds of. `format_html` takes three times as long: it looks for lazy translations."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["NOTHING", "joined", "markup"]

NOTHING = SafeString()


def markup(pattern: str, *values: object) -> SafeString:
    """The pattern with each value escaped that is not markup itself."""
    return SafeString(
        pattern.format(*[value if isinstance(value, SafeString) else escape(str(value)) for value in values])
    )


def joined(parts: Iterable[SafeString], between: str = "") -> SafeString:
    return SafeString(between.join(parts))
