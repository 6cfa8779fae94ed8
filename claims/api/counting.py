from __future__ import annotations

from typing import Any

from claims.api.shapes.common import Counted
from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING

__all__ = ["counted"]


def counted(**values: Any) -> Counted:
    """The claims that fit, as a list of them would count."""
    number = listed_by(values).order_by()[: CEILING + 1].count()
    return Counted(number=min(number, CEILING), more=number > CEILING)
