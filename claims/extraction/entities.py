"""Named entities, as the network reads them."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.encoder.network import Reading


@dataclass(frozen=True, slots=True)
class Entity:
    start: int
    end: int
    label: str
    """Person, Organization, Location, NORP, Date, Money, Facility, Product or Misc."""


def find_entities(reading: Reading) -> list[Entity]:
    """Entities in order, never overlapping."""
    words = reading.words
    return [Entity(words[span.first][0], words[span.last][1], span.role) for span in reading.entities]
