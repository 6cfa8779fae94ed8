"""An actor as reviews record it, before and after: complete enough to restore it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actors.models import Actor, Alias, FormerSlug
from actors.names import fold
from claims.models import SavedSearch

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["lock_actors", "point_at", "rename", "state_of", "write_aliases"]

PLAIN = ("kind", "description", "wikidata", "state")


def state_of(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "slug": actor.slug,
        **{name: getattr(actor, name) for name in PLAIN},
        "merged_into": actor.merged_into_id,
        "into": actor.merged_into.name if actor.merged_into else "",
        "aliases": sorted(actor.aliases.values_list("text", flat=True)),
    }


def lock_actors(*actors: Actor) -> list[Actor]:
    """As the database has them now, in the given order; nobody else decides about them until the transaction ends.
    Locked by key, so that two who lock the same ones in other orders never wait crosswise."""
    rows = Actor.objects.select_for_update(of=("self",)).filter(pk__in=[actor.pk for actor in actors]).order_by("pk")
    found = {actor.pk: actor for actor in rows}
    return [found[actor.pk] for actor in actors]


def rename(actor: Actor, name: str, slug: str) -> None:
    """The old address goes on leading here, and who follows the actor goes on doing so. Not saved."""
    if slug != actor.slug:
        follows = SavedSearch.objects.filter(query=f"who={actor.slug}")
        follows.exclude(owner__saved_searches__query=f"who={slug}").update(query=f"who={slug}")
        FormerSlug.objects.filter(slug=slug).delete()
        FormerSlug.objects.update_or_create(slug=actor.slug, defaults={"actor": actor})
    actor.name, actor.slug = name, slug


def write_aliases(actor: Actor, texts: Iterable[str]) -> None:
    """These and no others, one of each folded form."""
    wanted = {fold(text): text for text in texts}
    actor.aliases.exclude(text__in=wanted.values()).delete()
    known = set(actor.aliases.values_list("key", flat=True))
    for key, text in wanted.items():
        if key not in known:
            Alias.objects.create(actor=actor, text=text)


def point_at(actor: Actor, into: Actor | None) -> None:
    """Merge the actor into another, or free it; all that were merged into it get their survivor anew. Saved."""
    actor.merged_into = into
    actor.canonical = into and (into.canonical or into)
    actor.save(update_fields=["merged_into", "canonical"])
    survivor, below = actor.canonical or actor, [actor.pk]
    while below:
        below = list(Actor.objects.filter(merged_into__in=below).values_list("pk", flat=True))
        Actor.objects.filter(pk__in=below).update(canonical=survivor)
