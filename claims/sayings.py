"""Claims as the rules of `claims.stance` see them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from actors.models import Actor, Alias, Position
from claims.models import ClaimSpeaker, Link
from claims.stance import Saying

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from claims.models import Claim, ClaimQuerySet

__all__ = ["sayings_of", "with_stands"]

ALIASES = 40
"""Names by which one actor is looked for."""

type Names = Mapping[int, set[str]]


def with_stands(claims: ClaimQuerySet) -> ClaimQuerySet:
    """With what `sayings_of` reads and a short form of a claim shows, in four queries."""
    speakers = ClaimSpeaker.objects.select_related("actor__canonical", "on_behalf_of__canonical")
    return (
        claims.select_related("snapshot__article__outlet", "listed")
        .defer("snapshot__text", "search", "listed__search", "listed__meant")
        .prefetch_related(
            Prefetch("speakers", speakers), Prefetch("links", Link.objects.standing().select_related("event")), "dates"
        )
    )


def sayings_of(claims: Sequence[Claim], *, named: bool = True) -> list[Saying]:
    """`claims` as from `with_stands`; without `named` nobody's names are looked up, and no answer is found by name."""
    spoken_for = {claim.pk: _spoken_for(claim) for claim in claims}
    bodies = {key for keys in spoken_for.values() for key in keys}
    offices = set(Actor.objects.filter(pk__in=bodies, kind=Actor.Kind.OFFICE).values_list("pk", flat=True))
    names = _names(claims, offices) if named else {}
    titles = _titles(claims) if named else {}
    return [_saying(claim, spoken_for[claim.pk], offices, names, titles.get(claim.pk, set())) for claim in claims]


def _saying(claim: Claim, spoken_for: set[int], offices: set[int], names: Names, titles: set[str]) -> Saying:
    by = frozenset(speaker.who.pk for speaker in claim.speakers.all())
    office = spoken_for & offices
    links = list(claim.links.all())
    return Saying(
        key=claim.pk,
        words=claim.content_text,
        day=claim.day,
        cue=claim.cue_text,
        cue_class=claim.cue_class,
        by=by,
        behalf=frozenset(spoken_for - office),
        office=frozenset(office),
        names=frozenset(name for actor in by | office for name in names.get(actor, ())) | titles,
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


def _spoken_for(claim: Claim) -> set[int]:
    """Named as such, or by the position in which a speaker spoke, as the reading index knows; it holds no copies."""
    named = {speaker.for_whom.pk for speaker in claim.speakers.all() if speaker.for_whom}
    listed = getattr(claim, "listed", None)
    return named | set(listed.behalf if listed else ())


def _titles(claims: Sequence[Claim]) -> dict[int, set[str]]:
    """“Prime Minister”, of those who hold an office; “spokesman” is nobody's name."""
    held = Position.objects.filter(claimspeaker__claim__in=[claim.pk for claim in claims], office__isnull=False)
    found: dict[int, set[str]] = defaultdict(set)
    for claim, role in held.values_list("claimspeaker__claim", "role"):
        if " " in role.strip():
            found[claim].add(_plain(role))
    return found


def _names(claims: Sequence[Claim], offices: set[int]) -> Names:
    """A person's surname and full names, an organisation's names of several words, or the first word of its own."""
    actors = {speaker.who.pk: speaker.who for claim in claims for speaker in claim.speakers.all()}
    actors |= Actor.objects.in_bulk(offices)
    found: dict[int, set[str]] = defaultdict(set)
    for key, text in Alias.objects.filter(actor__in=actors).values_list("actor_id", "text"):
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
