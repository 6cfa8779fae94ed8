"""What the rules see of a claim, and what they find between two."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from claims.linking.sharing import Days

__all__ = ["Pair", "Relation", "Saying"]

type Relation = Literal["changed", "contradicts", "answers"]


@dataclass(frozen=True, slots=True)
class Saying:
    key: int
    words: str
    day: date | None
    cue: str = ""
    cue_class: str = "say"
    by: frozenset[int] = frozenset()
    """Who speaks; several in a joint statement."""
    behalf: frozenset[int] = frozenset()
    """Organisations spoken for."""
    office: frozenset[int] = frozenset()
    """Offices held when it was said: another holder is somebody else."""
    names: frozenset[str] = frozenset()
    """How others call the speaker and those spoken for, in lower case."""
    stories: frozenset[int] = frozenset()
    events: Mapping[int, Days] = field(default_factory=dict)
    dates: tuple[Days, ...] = ()
    """Dates meant, the vague ones left out."""
    group: int | None = None
    """Appearances of one claim in copies share it."""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, the earlier first, with the reason as a sentence."""

    earlier: int
    later: int
    relation: Relation
    score: float
    reason: str
    subject: str
    """What they are compared on; pairs of one subject tell of one change."""
    silent: bool = False
    """The earlier one only kept its stand back."""
