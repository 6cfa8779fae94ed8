"""What a story would be about: the claims that have its words, and who speaks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from actors.models import Actor
from claims.listing.facets import CEILING, tally
from claims.search import fault_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.models import Story

__all__ = ["Offered", "Reach", "actors_offered", "reach_of"]


@dataclass(frozen=True, slots=True)
class Offered:
    slug: str
    name: str
    ticked: bool
    count: int | None
    """Claims with the words that the actor makes; None where it is not among the most frequent."""


@dataclass(frozen=True, slots=True)
class Reach:
    words: str
    fault: str
    """Why nothing can be looked for."""
    count: int
    """At most CEILING + 1."""
    actors: list[Offered]
    ceiling: int = CEILING


def reach_of(words: str, ticked: Sequence[str]) -> Reach:
    """`ticked` are slugs of actors, which are offered whatever the words are; others are the most frequent speakers."""
    fault = fault_of(words) if words else ""
    found = tally({"q": words}, ("speaker",)) if words and not fault else None
    speakers = {choice.value: choice for choice in found.choices["speaker"]} if found else {}
    known = {actor.slug: actor.name for actor in Actor.objects.filter(slug__in=ticked)}
    offered = [
        Offered(slug, name, True, speakers[slug].count if slug in speakers else None) for slug, name in known.items()
    ]
    offered += [Offered(slug, one.label, False, one.count) for slug, one in speakers.items() if slug not in known]
    return Reach(words, fault, found.total if found else 0, offered)


def actors_offered(ticked: Sequence[str], story: Story) -> list[Offered]:
    """For an event: those that are ticked already, then the story's."""
    known = Actor.objects.filter(slug__in=ticked)
    others = story.actors.exclude(slug__in=ticked)
    return [Offered(actor.slug, actor.name, actor.slug in ticked, None) for actor in [*known, *others]]
