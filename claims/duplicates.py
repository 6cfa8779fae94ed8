"""Pairs of actors that may be one, for an editor to judge: those whom most people read first.

Each look takes a few of the actors in that order and finds, by the index of names, who is called alike; so it costs the
same however many actors there are.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from actors.models import Actor, Position
from actors.ranking import same_surname, similarity
from claims.directory import entries_of
from claims.services.actors.distinct import told_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claims.directory import Entry

__all__ = ["Look", "Pair", "look_for_duplicates"]

AT_ONCE = 40
"""Actors that one look takes."""
MOST = 40
"""Pairs on a page; the rest comes as these are decided."""
LOOKS, SECONDS = 5, 1
"""Before a page says that it found none, and where to go on."""
QUOTED_AMONG = 10_000
ALIKE = 0.75
NEAR = 0.45
"""Of trigrams; below it no two names are alike by words either."""
LIKELY = 12
COUNTED = 1_000
"""Claims of an actor; enough to say which of two is quoted more."""

READ_MOST = """
    SELECT actor.id FROM actors_actor actor
    LEFT JOIN (SELECT actor_id, sum(number) AS number FROM claims_actorreads WHERE month >= %s GROUP BY 1) read
        ON read.actor_id = actor.id
    LEFT JOIN (
        SELECT speaker AS actor_id, count(*) AS number FROM (
            SELECT unnest(speakers) AS speaker FROM (
                SELECT speakers FROM claims_listedclaim ORDER BY day DESC, claim_id DESC LIMIT %s
            ) newest
        ) spoken GROUP BY 1
    ) quoted ON quoted.actor_id = actor.id
    WHERE actor.merged_into_id IS NULL AND actor.state <> 'rejected'
    ORDER BY 10 * coalesce(read.number, 0) + coalesce(quoted.number, 0) DESC, actor.id
    OFFSET %s LIMIT %s
"""
CALLED_ALIKE = """
    SELECT DISTINCT mine.actor_id, coalesce(bearer.canonical_id, bearer.id)
    FROM actors_alias mine
    JOIN LATERAL (
        SELECT alias.actor_id FROM actors_alias alias WHERE alias.key %% mine.key
        ORDER BY similarity(alias.key, mine.key) DESC, alias.id LIMIT %s
    ) near ON true
    JOIN actors_actor bearer ON bearer.id = near.actor_id AND bearer.state <> 'rejected'
    WHERE mine.actor_id = ANY(%s) AND coalesce(bearer.canonical_id, bearer.id) <> mine.actor_id
"""
SAME_OFFICE = """
    SELECT DISTINCT mine.holder_id, other.holder_id
    FROM actors_position mine JOIN actors_position other
        ON other.office_id = mine.office_id AND other.holder_id <> mine.holder_id AND other.held && mine.held
    JOIN actors_actor holder ON holder.id = other.holder_id
        AND holder.merged_into_id IS NULL AND holder.state <> 'rejected'
    WHERE mine.holder_id = ANY(%s) AND mine.state <> 'rejected' AND other.state <> 'rejected'
        AND NOT lower_inf(mine.held) AND NOT lower_inf(other.held)
    LIMIT 200
"""


@dataclass(slots=True)
class Pair:
    more: Entry
    """The more quoted one, which would stay."""
    less: Entry
    score: float
    reasons: list[str] = field(default_factory=list)

    @property
    def two(self) -> tuple[Entry, Entry]:
        return self.less, self.more


@dataclass(slots=True)
class Look:
    pairs: list[Pair]
    first: int
    last: int
    """Places of the actors that were looked at, in the order of who is read most, from 1."""
    more: bool


def look_for_duplicates(after: int = 0) -> Look:
    """Pairs with one of the next actors after so many; it goes on until there is a pair, for a while."""
    start, looked, until = after, AT_ONCE, time.monotonic() + SECONDS
    for _ in range(LOOKS):
        actors = _read_most(after)
        looked = len(actors)
        after += looked
        pairs = _pairs(actors)
        if pairs or looked < AT_ONCE or time.monotonic() > until:
            break
    return Look(pairs, start + 1, after, looked == AT_ONCE)


def _read_most(after: int) -> list[int]:
    month = timezone.localdate().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(READ_MOST, [month, QUOTED_AMONG, after, AT_ONCE])
        return [pk for (pk,) in cursor.fetchall()]


def _pairs(actors: list[int]) -> list[Pair]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(NEAR)])
        cursor.execute(CALLED_ALIKE, [LIKELY, actors])
        alike = cursor.fetchall()
        cursor.execute(SAME_OFFICE, [actors])
        alike += cursor.fetchall()
    keys = {frozenset(pair) for pair in alike}
    wanted = {key for pair in keys for key in pair}
    keys -= told_apart(wanted)
    known = {actor.pk: actor for actor in Actor.objects.filter(pk__in=wanted).prefetch_related("aliases")}
    held = _held_by(wanted)
    judged = []
    for pair in keys:
        one, other = sorted((known[key] for key in pair), key=lambda actor: actor.pk)
        score, reasons = _judge(one, other, held)
        if score >= ALIKE:
            judged.append((score, reasons, one, other))
    entries = {
        entry.actor.pk: entry
        for entry in entries_of([actor for _, _, *two in judged for actor in two], most=COUNTED + 1)
    }
    places = {key: place for place, key in enumerate(actors)}
    found = []
    for score, reasons, one, other in judged:
        two = sorted((entries[one.pk], entries[other.pk]), key=lambda entry: -entry.number)
        found.append(Pair(two[0], two[1], score, reasons))
    return sorted(found, key=lambda pair: (_place(pair, places), -pair.score))[:MOST]


def _place(pair: Pair, places: dict[int, int]) -> int:
    return min(places.get(entry.actor.pk, len(places)) for entry in (pair.more, pair.less))


def _held_by(actors: Collection[int]) -> dict[int, set[tuple[str, str]]]:
    held: dict[int, set[tuple[str, str]]] = {}
    known = Position.objects.exclude(state=Position.State.REJECTED).filter(holder__in=actors)
    for position in known.select_related("organization__canonical", "office__canonical"):
        body = position.spoken_for.canonical or position.spoken_for
        held.setdefault(position.holder_id, set()).add((position.role.casefold(), body.name))
    return held


def _judge(one: Actor, other: Actor, held: dict[int, set[tuple[str, str]]]) -> tuple[float, list[str]]:
    if one.wikidata and other.wikidata:
        return 0.0, []
    score, reason = max(_likeness(one, other), default=(0.0, ""))
    reasons = [reason] if reason else []
    shared = held.get(one.pk, set()) & held.get(other.pk, set())
    if shared:
        role, body = min(shared)
        reasons.append(f"both: {role}, {body}".replace(": ,", ":"))
        score = min(0.99, max(score, 0.65) + 0.1)
    if one.kind != other.kind:
        reasons.append(f"but one is {one.get_kind_display()}, the other {other.get_kind_display()}")
        score *= 0.85
    return score, reasons


def _likeness(one: Actor, other: Actor) -> Iterable[tuple[float, str]]:
    """Of people a surname says little, and nothing where both are known by more than that."""
    people = one.kind == other.kind == Actor.Kind.PERSON
    full = [[alias.key for alias in actor.aliases.all() if " " in alias.key] for actor in (one, other)]
    for left, right in product(one.aliases.all(), other.aliases.all()):
        if people and not (" " in left.key and " " in right.key):
            surname = left.key == right.key or same_surname(left.key, right.key) or same_surname(right.key, left.key)
            if surname and not all(full):
                yield 0.72, f"“{left.text}” and “{right.text}”: the same surname"
        elif left.key == right.key:
            yield 0.98, f"both are called “{left.text}”"
        elif (score := similarity(left.key, right.key)) >= NEAR:
            yield score, f"“{left.text}” and “{right.text}” are written alike"
