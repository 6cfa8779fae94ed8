"""What is known about the names in one article, fetched in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Q

from actors.models import Actor, Alias, Position
from actors.names import fold
from actors.roles import terms

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

RECALL = 20
"""Similar names fetched for a name that nobody bears exactly."""


@dataclass
class Directory:
    """Survivors by folded name, and the standing positions of those people and bodies."""

    named: dict[str, list[Actor]] = field(default_factory=lambda: defaultdict(list))
    positions: list[Position] = field(default_factory=list)

    def called(self, name: str) -> list[Actor]:
        return self.named.get(fold(name), [])

    def held_by(self, actor: Actor, day: dt.date | None) -> list[Position]:
        return [p for p in self.positions if holder(p) == actor and on(p, day)]

    def held_with(self, body: Actor, day: dt.date | None) -> list[Position]:
        return [p for p in self.positions if body in bodies(p) and on(p, day)]


def survivor(actor: Actor) -> Actor:
    return actor.canonical or actor


def holder(position: Position) -> Actor:
    return survivor(position.holder)


def bodies(position: Position) -> list[Actor]:
    """The office and the organisation of a position, as far as there are."""
    return [survivor(actor) for actor in (position.office, position.organization) if actor]


def body_terms(position: Position) -> list[frozenset[str]]:
    """Every name of a position's office and organisation, as sets of words."""
    return [
        terms(alias.text)
        for actor in (position.office, position.organization)
        if actor
        for alias in actor.aliases.all()
    ]


def on(position: Position, day: dt.date | None) -> bool:
    return day is None or day in position.held


def look_up(names: Collection[str]) -> Directory:
    directory = Directory()
    keys = {key for name in names if (key := fold(name))}
    aliases = Alias.objects.filter(key__in=keys).exclude(actor__state=Actor.State.REJECTED)
    for alias in aliases.select_related("actor__canonical").order_by("actor_id"):
        actor = survivor(alias.actor)
        if actor not in directory.named[alias.key]:
            directory.named[alias.key].append(actor)
    found = {actor.pk for actors in directory.named.values() for actor in actors}
    directory.positions = positions_of(found)
    return directory


def positions_of(actors: Collection[int]) -> list[Position]:
    of = Q()
    for side in ("holder", "organization", "office"):
        of |= Q(**{f"{side}__in": actors}) | Q(**{f"{side}__canonical__in": actors})
    standing = Position.objects.filter(of).exclude(state=Position.State.REJECTED).order_by("id")
    return list(
        standing.select_related("holder__canonical", "organization__canonical", "office__canonical").prefetch_related(
            "organization__aliases", "office__aliases"
        )
    )


def similar(keys: Collection[str]) -> dict[str, list[tuple[str, Actor]]]:
    """For each key the most similar aliases by trigrams, with their survivors."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT wanted.key, near.key, near.actor_id
            FROM unnest(%s::text[]) AS wanted(key)
            JOIN LATERAL (
                SELECT alias.key, alias.actor_id FROM actors_alias AS alias WHERE alias.key %% wanted.key
                ORDER BY similarity(alias.key, wanted.key) DESC, alias.id LIMIT %s
            ) AS near ON true
            """,
            [sorted(keys), RECALL],
        )
        rows = cursor.fetchall()
    actors = Actor.objects.exclude(state=Actor.State.REJECTED).select_related("canonical")
    known = actors.in_bulk([actor for _, _, actor in rows])
    found: dict[str, list[tuple[str, Actor]]] = {key: [] for key in keys}
    for wanted, key, actor in rows:
        if actor in known:
            found[wanted].append((key, survivor(known[actor])))
    return found
