"""Speakers of an article to actors; a name that nobody bears becomes a proposed actor."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.text import slugify

from actors.models import Actor, Alias, FormerSlug, Position
from actors.names import fold
from actors.resolution import Mention, Resolution, doubt, resolve

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = ["free_slug", "lock_names", "resolve_or_propose"]

RESERVED = {"duplicates", "suggest"}
"""Addresses of pages beside those of actors."""
_LOCK = 0x0AC7
"""Namespace of the advisory locks under which names become actors."""


def resolve_or_propose(mentions: Collection[Mention]) -> dict[Mention, Resolution]:
    """`resolve`, and an actor of state proposed for each name that is new, with its organisation as a position.

    Two transactions that meet the same new name make one actor: the name is locked until the first commits.
    """
    with transaction.atomic():
        found = resolve(mentions)
        fresh = [mention for mention, resolution in found.items() if resolution.new]
        if not fresh:
            return found
        lock_names({name for m in fresh for name in (m.name, m.on_behalf_of) if name})
        found |= resolve(fresh)
        for mention in fresh:
            if found[mention].new:
                found[mention] = _propose(mention, found[mention])
        return found


def _propose(mention: Mention, resolution: Resolution) -> Resolution:
    if Alias.objects.filter(key=fold(mention.name), actor__state=Actor.State.REJECTED).exists():
        return replace(resolution, new=False, reason=f"“{mention.name}” was rejected as an actor")
    actor = _actor(mention.name, mention.kind)
    reason = f"“{mention.name}” is new: proposed as {actor.get_kind_display()}"
    proposed = replace(resolution, actor=actor, score=doubt(resolution.candidates), reason=reason, new=False)
    if mention.kind != Actor.Kind.PERSON or not _is_name(mention.on_behalf_of):
        return proposed
    organization = resolution.on_behalf_of or _organization(mention.on_behalf_of)
    if organization is None or organization == actor:
        return proposed
    office = organization.kind == Actor.Kind.OFFICE
    position, _ = Position.objects.get_or_create(
        holder=actor,
        organization=None if office else organization,
        office=organization if office else None,
        role=mention.role[:200],
        since="",
        defaults={"held": DateRange(None, None)},
    )
    standing = position.state != Position.State.REJECTED
    return replace(proposed, position=position if standing else None, on_behalf_of=organization)


def _organization(name: str) -> Actor | None:
    """The only bearer of the name, a new one where there is none, nobody where there are several."""
    bearers = list(Actor.objects.known_as(fold(name))[:2])
    if len(bearers) > 1:
        return None
    return bearers[0] if bearers else _actor(name, Actor.Kind.ORGANIZATION)


def _is_name(text: str) -> bool:
    """Capitalised, and more than a nationality: “security committee” and “Kurdish” are no organisations."""
    words = text.split()
    return len(words) > 1 and any(word[:1].isupper() for word in words if word.lower() != "the")


def _actor(name: str, kind: str) -> Actor:
    actor = Actor.objects.create(name=name[:300], slug=free_slug(name), kind=kind, state=Actor.State.PROPOSED)
    Alias.objects.create(actor=actor, text=name[:300])
    return actor


def _slug(name: str) -> str:
    return slugify(name)[:100] or "actor"


def free_slug(name: str) -> str:
    """The slug, or the first of its numbered forms that no actor has or had. The name's lock is held."""
    base = _slug(name)
    taken = RESERVED | set(Actor.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(FormerSlug.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


def lock_names(names: set[str]) -> None:
    """Nobody else makes an actor of these names until the end of the transaction. In order, so that two of them never
    wait for each other."""
    with connection.cursor() as cursor:
        for slug in sorted({_slug(name) for name in names}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, slug])
