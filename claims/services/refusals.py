"""Why a decision was not saved: it makes no sense, or somebody was faster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from actors.models import Actor, Position
    from claims.models import Claim, Event, Story

__all__ = ["Refused", "Stale"]

NEWEST = 5


class Refused(Exception):
    """A decision that makes no sense; the message says why, for the person to read."""

    def __init__(self, why: str, standing: Event | Story | None = None) -> None:
        super().__init__(why)
        self.standing = standing
        """What is there already, to be looked at."""


class Stale(Exception):
    """Somebody decided, or the machine wrote, after the form was shown. Carries both versions for a comparison."""

    def __init__(
        self,
        thing: Claim | Actor | Event | Position | Story,
        version: int,
        submitted: dict[str, Any],
        current: dict[str, Any],
    ) -> None:
        super().__init__(f"This {thing._meta.verbose_name} was changed while you looked at it.")
        self.thing = thing
        """As it is now."""
        self.version = version
        """The one that the form was made from."""
        self.submitted = submitted
        """What was not saved."""
        self.current = current
        """The recorded state of what stands now."""
        newest = thing.reviews.select_related("by").newest_first()
        self.since = list(newest[: max(0, min(thing.version - version, NEWEST))])
        """What was decided meanwhile; none where the machine wrote."""
