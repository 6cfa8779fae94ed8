"""Claims as the rules of `claims.stance` see them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from actors.models import Actor, Alias
from claims.models import ClaimSpeaker, Link
from claims.stance import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from claims.models import Claim, ClaimQuerySet

__all__ = ["sayings_of", "with_stands"]

ALIASES = 40
"""Names by which one actor is looked for."""


def with_stands(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With everything that `sayings_of` reads, in a fixed number of queries."""
    speakers = ClaimSpeaker.objects.select_related(
        "actor__canonical",
        "on_behalf_of__canonical",
        "position__organization__canonical",
        "position__office__canonical",
    )
    return (
        claims.select_related("snapshot__article__outlet")
        .defer("snapshot__text")
        .prefetch_related(
            Prefetch("speakers", speakers),
            Prefetch("links", Link.objects.standing().select_related("story", "event__story")),
            "dates",
        )
    )


def sayings_of(claims: Sequence[Claim], *, named: bool = True) -> list[Saying]:
    """`claims` as from `with_stands`; without `named` nobody's names are looked up, and no answer is found by name."""
    names = _names(claims) if named else {}
    return [_saying(claim, names) for claim in claims]


def _saying(claim: Claim, names: Mapping[int, set[str]]) -> Saying:
    speakers = list(claim.speakers.all())
    by = frozenset(speaker.who.pk for speaker in speakers)
    behalf = {actor for speaker in speakers for actor in _spoken_for(speaker)}
    office = {actor.pk for actor in behalf if actor.kind == Actor.Kind.OFFICE}
    links = list(claim.links.all())
    return Saying(
        key=claim.pk,
        words=claim.content_text,
        day=claim.day,
        cue=claim.cue_text,
        cue_class=claim.cue_class,
        by=by,
        behalf=frozenset(actor.pk for actor in behalf) - office,
        office=frozenset(office),
        names=frozenset(name for actor in by | office for name in names.get(actor, ())) | _titles(speakers),
        stories=frozenset(link.story_id for link in links),
        events={link.event.pk: (link.event.days.lower, link.event.days.upper) for link in links if link.event},
        dates=tuple(_days(claim)),
        group=claim.group_id,
        confidence=claim.confidence if claim.state == claim.State.PROPOSED else 1.0,
    )


def _days(claim: Claim) -> Iterable[tuple[date | None, date | None]]:
    for named in claim.dates.all():
        if named.days and named.type != "DURATION":
            yield named.days.lower, named.days.upper


def _titles(speakers: list[ClaimSpeaker]) -> frozenset[str]:
    """“Prime Minister”, of those who hold an office; “spokesman” is nobody's name."""
    roles = [speaker.position.role for speaker in speakers if speaker.position and speaker.position.office]
    return frozenset(_plain(role) for role in roles if " " in role.strip())


def _spoken_for(speaker: ClaimSpeaker) -> set[Actor]:
    position = speaker.position
    named = [speaker.on_behalf_of, position and position.organization, position and position.office]
    return {actor.canonical or actor for actor in named if actor}


def _names(claims: Sequence[Claim]) -> dict[int, set[str]]:
    """A person's surname and full names, an organisation's names of several words, or the first word of its own."""
    actors: dict[int, Actor] = {}
    for claim in claims:
        for speaker in claim.speakers.all():
            actors |= {actor.pk: actor for actor in (speaker.who, *_spoken_for(speaker))}
    found: dict[int, set[str]] = defaultdict(set)
    for key, text in Alias.objects.filter(actor__in=list(actors)[:1000]).values_list("actor_id", "text"):
        if len(found[key]) < ALIASES and _tells(actors[key], text):
            found[key].add(_plain(text))
    for key, actor in actors.items():
        last = actor.name.split()[-1] if actor.kind == Actor.Kind.PERSON else actor.name
        found[key] |= {_plain(actor.name), _plain(last)}
    return found


def _tells(actor: Actor, alias: str) -> bool:
    """A capital that stands for its government stands for too much else."""
    several = len(alias.split()) > 1
    return several or actor.kind == Actor.Kind.PERSON or actor.name.startswith(alias)


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())
