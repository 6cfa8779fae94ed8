"""Why something was not saved, with a link to what is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.html import format_html

if TYPE_CHECKING:
    from claims.services.refusals import Refused

__all__ = ["told"]


def told(refused: Refused) -> str:
    if refused.standing is None:
        return str(refused)
    return format_html('{} <a href="{}">Look at it.</a>', refused, refused.standing.get_absolute_url())
