"""Actors as lines of a table, read in batches."""

from __future__ import annotations

from itertools import batched
from typing import TYPE_CHECKING, NamedTuple

from actors.models import Actor
from claims.directory import Entry, entries_of
from claims.outputs.atom import FeedEntry
from claims.outputs.tables import Column, iso

if TYPE_CHECKING:
    from collections.abc import Iterator

    from actors.models import ActorQuerySet

__all__ = ["ActorLine", "actor_columns", "actor_entry", "actor_lines"]

BATCH = 500
EVERY = 2**62
"""A file counts to the end."""


class ActorLine(NamedTuple):
    entry: Entry
    aliases: list[str]


def actor_lines(actors: ActorQuerySet) -> Iterator[ActorLine]:
    for keys in batched(actors.values_list("pk", flat=True).iterator(chunk_size=BATCH), BATCH):
        found = Actor.objects.prefetch_related("aliases").in_bulk(keys)
        for entry in entries_of([found[key] for key in keys if key in found], most=EVERY):
            aliases = [alias.text for alias in entry.actor.aliases.all() if alias.text != entry.actor.name]
            yield ActorLine(entry, aliases)


def actor_columns(site: str) -> list[Column[ActorLine]]:
    return [
        Column("actor", lambda line: line.entry.actor.slug),
        Column("address", lambda line: f"{site}{line.entry.actor.get_absolute_url()}"),
        Column("name", lambda line: line.entry.actor.name),
        Column("kind", lambda line: line.entry.actor.kind),
        Column("state", lambda line: line.entry.actor.state),
        Column("aliases", lambda line: line.aliases),
        Column("description", lambda line: line.entry.actor.description),
        Column("wikidata", lambda line: line.entry.actor.wikidata),
        Column("claims", lambda line: line.entry.claims_by),
        Column("claims_on_behalf", lambda line: line.entry.claims_for),
        Column("last_said", lambda line: iso(line.entry.last_said)),
    ]


def actor_entry(actor: Actor, site: str) -> FeedEntry:
    lines = [actor.get_kind_display(), actor.description]
    return FeedEntry(
        address=f"{site}{actor.get_absolute_url()}",
        title=actor.name,
        published=actor.created_at,
        updated=actor.created_at,
        lines=[line for line in lines if line],
        categories=[actor.state, actor.kind],
    )
