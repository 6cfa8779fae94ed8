"""An actor's positions on one thin time axis, drawn on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from claims.roles import role_beside
from claims.written_dates import write_edtf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from actors.models import Actor, Position

__all__ = ["Career", "Spell", "career_of"]

WIDTH = 240


@dataclass(frozen=True, slots=True)
class Spell:
    position: Position
    other: Actor
    """For whom, on the holder's page; who, on the page of the organisation or the office."""
    x: float
    width: float

    @property
    def role(self) -> str:
        return role_beside(self.position.role, self.other.name)

    @property
    def held(self) -> str:
        since, until = self.position.since, self.position.until
        if since and until:
            return f"{write_edtf(since)} – {write_edtf(until)}"
        if since:
            return f"since {write_edtf(since)}"
        return f"until {write_edtf(until)}" if until else "dates unknown"


@dataclass(frozen=True, slots=True)
class Career:
    spells: list[Spell]
    first: int
    last: int
    """Years at the ends of the axis."""
    width: int = WIDTH


def career_of(actor: Actor, positions: Sequence[Position], today: date) -> Career | None:
    """The spells in the order given, on an axis from the first known year to this year; open ends run to its edges."""
    if not positions:
        return None
    ends = [day for position in positions for day in (position.held.lower, position.held.upper) if day]
    first = min([day.year for day in ends], default=today.year)
    last = max([today.year, *(day.year for day in ends)])
    start, span = date(first, 1, 1), (date(last, 12, 31) - date(first, 1, 1)).days
    spells = []
    for position in positions:
        left = max(0, ((position.held.lower or start) - start).days)
        right = ((position.held.upper or today) - start).days
        other = position.spoken_for if position.holder_id == actor.pk else position.holder
        spells.append(
            Spell(position, other, round(WIDTH * left / span, 1), round(max(3, WIDTH * (right - left) / span), 1))
        )
    return Career(spells, first, last)
