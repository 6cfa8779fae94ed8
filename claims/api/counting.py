from __future__ import annotations

from typing import TYPE_CHECKING

from claims.api.shapes.common import Counted
from claims.listing.facets import CEILING

if TYPE_CHECKING:
    from claims.models import ClaimQuerySet

__all__ = ["counted"]


def counted(claims: ClaimQuerySet) -> Counted:
    number = claims.order_by()[: CEILING + 1].count()
    return Counted(number=min(number, CEILING), more=number > CEILING)
