"""Numbers that a browser sends outside of forms that check them."""

from __future__ import annotations

__all__ = ["number_of"]


def number_of(text: str) -> int:
    """A key or a version; 0, which no row has, for anything else and for what no column holds."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
