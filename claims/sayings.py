"""Claims as the rules of `claims.stance` see them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Prefetch, prefetch_related_objects
from django.db.models.functions import Coalesce

from actors.models import Actor, Alias, Position
from claims.among import among
from claims.models import Claim, ClaimDate, ClaimSpeaker, Link
from claims.stance import Saying
from sources.models import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claims.linking.sharing import Days
    from claims.models import ClaimQuerySet

__all__ = ["name_articles", "name_speakers", "sayings_of", "worded"]

ALIASES = 40
"""Names by which one actor is looked for."""

type Names = Mapping[int, set[str]]


@dataclass(slots=True)
class Around:
    """What stands in other tables than the claim's."""

    by: set[int] = field(default_factory=set)
    spoken_for: set[int] = field(default_factory=set)
    stories: set[int] = field(default_factory=set)
    events: dict[int, Days] = field(default_factory=dict)
    dates: list[Days] = field(default_factory=list)


def worded(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With the columns alone that `sayings_of` reads and a short form of a claim shows."""
    when = ("said_on", "said_on_text", "day")
    return claims.only(
        "kind", "content_text", "cue_text", "cue_class", "unnamed", *when, "confidence", "state", "group", "snapshot"
    )


def name_speakers(claims: Iterable[Claim]) -> None:
    """With their actors, for those few that are shown, in one query."""
    speakers = ClaimSpeaker.objects.select_related("actor__canonical")
    prefetch_related_objects(list(claims), Prefetch("speakers", speakers))


def name_articles(claims: Iterable[Claim]) -> None:
    """With their outlets, in one query that leaves the texts where they are."""
    snapshots = Snapshot.objects.defer("text").select_related("article__outlet")
    prefetch_related_objects(list(claims), Prefetch("snapshot", snapshots))


def sayings_of(claims: Sequence[Claim], *, named: bool = True) -> list[Saying]:
    """In four queries of flat rows; without `named` nobody's names are looked up, and no answer is found by name."""
    around = _around([claim.pk for claim in claims])
    wanted = {key for one in around.values() for key in (one.spoken_for | one.by if named else one.spoken_for)}
    actors = Actor.objects.in_bulk(wanted)
    offices = {key for key, actor in actors.items() if actor.kind == Actor.Kind.OFFICE}
    speaking = {key for one in around.values() for key in one.by} | offices
    names = _names([actors[key] for key in speaking]) if named else {}
    titles = _titles(claims) if named else {}
    return [_saying(claim, around[claim.pk], offices, names, titles.get(claim.pk, set())) for claim in claims]


def _around(keys: Sequence[int]) -> Mapping[int, Around]:
    around: dict[int, Around] = {key: Around() for key in keys}
    # Spoken for by the position in which a speaker spoke, as the reading index knows; it holds no copies.
    speakers = ClaimSpeaker.objects.filter(claim__in=among(keys)).order_by()
    who, whom = Coalesce("actor__canonical", "actor"), Coalesce("on_behalf_of__canonical", "on_behalf_of")
    for claim, by, named_for, behalf in speakers.values_list("claim", who, whom, "claim__listed__behalf"):
        around[claim].by.add(by)
        around[claim].spoken_for.update([named_for] if named_for else [], behalf or [])
    links = Link.objects.standing().filter(claim__in=among(keys)).order_by()
    for claim, story, event, days in links.values_list("claim", "story", "event", "event__days"):
        around[claim].stories.add(story)
        if event and days:
            around[claim].events[event] = days.lower, days.upper
    named = ClaimDate.objects.filter(claim__in=among(keys)).exclude(type="DURATION").order_by("pk")
    for claim, days in named.values_list("claim", "days"):
        if days:
            around[claim].dates.append((days.lower, days.upper))
    return around


def _saying(claim: Claim, around: Around, offices: set[int], names: Names, titles: set[str]) -> Saying:
    office = around.spoken_for & offices
    return Saying(
        key=claim.pk,
        words=claim.content_text,
        day=claim.day,
        cue=claim.cue_text,
        cue_class=claim.cue_class,
        by=frozenset(around.by),
        behalf=frozenset(around.spoken_for - office),
        office=frozenset(office),
        names=frozenset(name for actor in around.by | office for name in names.get(actor, ())) | titles,
        stories=frozenset(around.stories),
        events=around.events,
        dates=tuple(around.dates),
        group=claim.group_id,
        confidence=claim.confidence if claim.state == claim.State.PROPOSED else 1.0,
    )


def _titles(claims: Sequence[Claim]) -> dict[int, set[str]]:
    """“Prime Minister”, of those who hold an office; “spokesman” is nobody's name."""
    held = Position.objects.filter(claimspeaker__claim__in=among(claim.pk for claim in claims), office__isnull=False)
    found: dict[int, set[str]] = defaultdict(set)
    for claim, role in held.values_list("claimspeaker__claim", "role"):
        if " " in role.strip():
            found[claim].add(_plain(role))
    return found


def _names(actors: Iterable[Actor]) -> Names:
    """A person's surname and full names, an organisation's names of several words, or the first word of its own."""
    by_key = {actor.pk: actor for actor in actors}
    found: dict[int, set[str]] = defaultdict(set)
    for key, text in Alias.objects.filter(actor__in=by_key).values_list("actor_id", "text"):
        if len(found[key]) < ALIASES and _tells(by_key[key], text):
            found[key].add(_plain(text))
    for key, actor in by_key.items():
        last = actor.name.split()[-1] if actor.kind == Actor.Kind.PERSON else actor.name
        found[key] |= {_plain(actor.name), _plain(last)}
    return found


def _tells(actor: Actor, alias: str) -> bool:
    """A capital that stands for its government stands for too much else."""
    several = len(alias.split()) > 1
    return several or actor.kind == Actor.Kind.PERSON or actor.name.startswith(alias)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
