"""Actors for somebody who types a name: by alias, or by a position that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from actors.models import Actor, Alias, Position
from actors.names import fold
from claims.directory import entries_of
from claims.models import Review

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from claims.models import Claim

__all__ = ["Suggested", "suggest"]

SHOWN = 8
LOOKED_AT = 60
RECENT = 40


@dataclass(slots=True)
class Suggested:
    actor: Actor
    why: str = ""
    position: str = ""
    """What the actor is or was on that day."""
    key: int | None = None
    """Of that position, where there is one alone."""
    score: float | None = None


def suggest(words: str, claim: Claim | None = None, by: int | None = None, *, most: int = SHOWN) -> list[Suggested]:
    """The likeliest first. Without words: the claim's candidates, then whom this person chose lately."""
    day = claim.day if claim else None
    key = fold(words)
    found = [*_by_name(key), *_by_position(key, day)] if key else [*_candidates(claim), *_recent(by)]
    kept = list({one.actor.pk: one for one in reversed(found)}.values())[::-1][:most]
    _tell_positions(kept, day)
    return kept


def _by_name(key: str) -> list[Suggested]:
    """Those known by the whole name come first, then those whose name begins so; among equals the most quoted."""
    condition = Q()
    for word in key.split():
        condition &= Q(key__contains=word)
    aliases = Alias.objects.filter(condition).exclude(actor__state=Actor.State.REJECTED)
    near: dict[int, tuple[int, Alias]] = {}
    exact_first = [*aliases.filter(key=key)[:LOOKED_AT], *aliases.filter(key__startswith=key)[:LOOKED_AT]]
    rest = aliases.select_related("actor__canonical")[:LOOKED_AT]
    for alias in [*_with_actors(exact_first), *rest]:
        rank = 0 if alias.key == key else 1 if alias.key.startswith(key) else 2
        survivor = alias.actor.canonical or alias.actor
        if survivor.pk not in near or near[survivor.pk][0] > rank:
            near[survivor.pk] = (rank, alias)
    actors = {pk: alias.actor.canonical or alias.actor for pk, (_, alias) in near.items()}
    quoted = {entry.actor.pk: entry.claims_by + entry.claims_for for entry in entries_of(list(actors.values()))}
    order = sorted(near, key=lambda pk: (near[pk][0], -quoted[pk], pk))
    return [Suggested(actors[pk], _called(near[pk][1], actors[pk])) for pk in order]


def _with_actors(aliases: list[Alias]) -> Iterable[Alias]:
    known = Actor.objects.select_related("canonical").in_bulk({alias.actor_id for alias in aliases})
    for alias in aliases:
        alias.actor = known[alias.actor_id]
    return aliases


def _called(alias: Alias, actor: Actor) -> str:
    return "" if alias.text == actor.name else f"also “{alias.text}”"


def _by_position(key: str, day: dt.date | None) -> list[Suggested]:
    """“state department spokesman”: every word stands in the role or in a name of whom it is for."""
    if len(key) < 4:
        return []
    held = Position.objects.on(day)
    for word in key.split()[:6]:
        bodies = Alias.objects.filter(key__contains=word).values("actor")
        held = held.filter(Q(role__icontains=word) | Q(organization__in=bodies) | Q(office__in=bodies))
    return [
        Suggested(one.holder.canonical or one.holder, "held on that day" if day else "")
        for one in held.select_related("holder__canonical")[:SHOWN]
    ]


def _candidates(claim: Claim | None) -> list[Suggested]:
    if claim is None:
        return []
    return [
        Suggested(one.actor.canonical or one.actor, one.reason, score=one.score)
        for one in claim.candidates.select_related("actor__canonical")[:SHOWN]
        if one.actor.state != Actor.State.REJECTED
    ]


def _recent(by: int | None) -> list[Suggested]:
    if by is None:
        return []
    lately = Review.objects.filter(by=by, claim__isnull=False, action=Review.Action.CORRECT).newest_first()
    keys: dict[int, None] = {}
    for fields, after in lately.values_list("fields", "after")[:RECENT]:
        if "speaker" in fields:
            keys |= dict.fromkeys(speaker["actor"] for speaker in after.get("speakers", []))
    known = Actor.objects.select_related("canonical").in_bulk(keys)
    return [Suggested(known[key].canonical or known[key], "chosen lately") for key in keys if key in known]


def _tell_positions(found: Collection[Suggested], day: dt.date | None) -> None:
    held: dict[int, list[Position]] = {}
    wanted = [one.actor.pk for one in found]
    known = Position.objects.on(day).filter(Q(holder__in=wanted) | Q(holder__canonical__in=wanted))
    for position in known.select_related("holder", "organization", "office"):
        held.setdefault(position.holder.canonical_id or position.holder_id, []).append(position)
    for one in found:
        positions = held.get(one.actor.pk, [])
        if positions:
            one.position = f"{positions[0].role}, {positions[0].spoken_for}".strip(", ")
            one.key = positions[0].pk if len(positions) == 1 else None
