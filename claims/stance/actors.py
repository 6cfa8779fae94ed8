"""Whether two claims are one actor's: the same speaker, or two who speak for one organisation at about one time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claims.stance.saying import Saying

__all__ = ["apart", "one_actor"]

A_YEAR = 366


def one_actor(one: Saying, other: Saying) -> bool:
    """Two holders of one office, one after the other, are two actors."""
    if one.by & other.by:
        return True
    if one.office & other.office or apart(one, other) > A_YEAR:
        return False
    return bool((one.by | one.behalf) & (other.by | other.behalf))


def apart(one: Saying, other: Saying) -> int:
    """In days; far where a day is not known."""
    return abs((one.day - other.day).days) if one.day and other.day else 100_000
