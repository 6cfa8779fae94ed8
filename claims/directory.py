"""Actors with what was said: how many claims, how many on their behalf, and when last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claims.headings import NOTHING, summaries
from claims.listing.facets import CEILING
from claims.listing.kept import kept
from claims.models import Heading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from actors.models import Actor

__all__ = ["Entry", "entries_of"]

SPEAKER, BEHALF = Heading.Under.SPEAKER, Heading.Under.BEHALF


@dataclass(slots=True)
class Entry:
    actor: Actor
    claims_by: int = 0
    claims_for: int = 0
    last_said: date | None = None

    @property
    def number(self) -> int:
        return self.claims_by + self.claims_for


def entries_of(actors: Sequence[Actor], *, most: int = CEILING + 1) -> list[Entry]:
    """One entry per actor, in the order given, in one query; copies of a claim count once, up to `most`."""
    keys = [actor.pk for actor in actors]
    known = kept(("directory", keys, most), lambda: summaries(keys, SPEAKER, BEHALF, most=most))
    entries = []
    for actor in actors:
        by, behalf = (known.get((actor.pk, under), NOTHING) for under in (SPEAKER, BEHALF))
        last = max((day for day in (by.last, behalf.last) if day), default=None)
        entries.append(Entry(actor, by.number, behalf.number, last))
    return entries
