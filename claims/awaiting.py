"""How much of a list awaits a person. Of very long lists at least so much: counting stops."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING
from claims.models import Claim

if TYPE_CHECKING:
    from claims.listing import Listing
    from claims.listing.facets import Choice

__all__ = ["Awaiting"]


@dataclass
class Awaiting:
    listing: Listing

    @property
    def proposed(self) -> Choice | None:
        states = self.listing.tally.choices.get("state", [])
        return next((one for one in states if one.value == Claim.State.PROPOSED), None)

    @property
    def doubtful(self) -> int:
        return self.listing.tally.doubtful

    @cached_property
    def reported(self) -> int:
        """Looked for when it is asked for, since most people are not shown it."""
        return listed_by({**self.listing.values, "reported": "1"})[:CEILING].count()
