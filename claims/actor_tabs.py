"""The tabs of an actor's page: which claims each lists, and which is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claims.headings import NOTHING, Summary, summaries
from claims.listing.facets import CEILING
from claims.models import Heading

if TYPE_CHECKING:
    from actors.models import Actor

__all__ = ["Tab", "open_tab", "tabs_of"]

SPEAKER, BEHALF = Heading.Under.SPEAKER, Heading.Under.BEHALF


@dataclass(frozen=True, slots=True)
class Tab:
    name: str
    label: str
    says: str
    """Between “claims” and the actor's name."""
    fixed: dict[str, Any]
    """What the list is narrowed by."""
    summary: Summary | None
    """None where it would take a search."""

    @property
    def count(self) -> int | None:
        return self.summary.number if self.summary else None

    @property
    def capped(self) -> bool:
        return bool(self.count and self.count > CEILING)


def tabs_of(actor: Actor) -> list[Tab]:
    known = summaries([actor.pk], SPEAKER, BEHALF)
    spoken, behalf = (known.get((actor.pk, under), NOTHING) for under in (SPEAKER, BEHALF))
    return [
        Tab("claims", "Claims", "by", {"speaker": actor}, spoken),
        Tab("behalf", "On behalf of", "on behalf of", {"behalf": actor}, behalf),
        Tab("about", "About", "by others that name", {"naming": actor}, None),
    ]


def open_tab(tabs: list[Tab], asked: str) -> Tab:
    """The one asked for, else that with the most claims: of a person those by it, of an organisation or an office
    mostly those on its behalf."""
    return next((tab for tab in tabs if tab.name == asked), max(tabs, key=lambda tab: tab.count or 0))
