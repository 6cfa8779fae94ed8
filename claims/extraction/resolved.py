"""What the resolver finds for one attribution."""

from __future__ import annotations

from dataclasses import dataclass

from claims.extraction.actors import Actor
from claims.extraction.types import Speaker


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks. `score` is how sure the resolution itself is, in [0, 1], given the attribution's spans."""

    speaker: Speaker | None
    how: str
    """name, joint, document, office, owner, description, later, pronoun, relative, inherited, unnamed or none."""
    score: float
    actor: Actor | None = None


NOBODY = Resolved(None, "none", 0.8)


@dataclass(frozen=True, slots=True)
class Spoken:
    """An earlier attribution: where its source stands, what it says, and who that was."""

    offset: int
    source: str
    resolved: Resolved
