"""How many of the listed claims each choice of a filter would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce

from actors.models import Actor, Position
from claims.listing.criteria import narrow
from claims.models import Claim, ClaimSpeaker, Event, Link, Story
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CEILING", "Choice", "facets"]

CEILING = 10_000
"""Counting stops here: the newest so many claims are counted, and the page says so."""
CHOICES = 8

type Counts = Iterable[tuple[Any, int]]


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    """What the query string holds."""
    label: str
    count: int


def facets(names: Iterable[str], values: dict[str, Any]) -> dict[str, list[Choice]]:
    """For each filter its choices among the claims that fit all other filters, the most frequent first.

    The claims are fetched by key before they are counted: with a subquery in their place the planner, which cannot
    know how few it leaves, has taken 20 s where this takes a tenth of one.
    """
    found: dict[str, list[Choice]] = {}
    keys: dict[str, RawSQL] = {}
    for name in names:
        aside = name if values.get(name) or name == "state" else ""
        if aside not in keys:
            newest = narrow(values, but=aside).newest_first().values_list("pk", flat=True)[:CEILING]
            keys[aside] = RawSQL("SELECT unnest(%s::bigint[])", [list(newest)])
        found[name] = COUNTING[name](Claim.objects.filter(pk__in=keys[aside]), keys[aside])
    return found


def _of_field(field: str, labels: dict[str, str]) -> Callable[[Any, RawSQL], list[Choice]]:
    def count(claims: Any, keys: RawSQL) -> list[Choice]:
        counts = (
            claims.exclude(**{field: ""}).values_list(field).annotate(number=Count("pk")).order_by("-number", field)
        )
        return [Choice(value, labels.get(value, value), number) for value, number in counts]

    return count


def _speakers(claims: Any, keys: RawSQL) -> list[Choice]:
    spoken = ClaimSpeaker.objects.filter(claim__in=keys).annotate(who_id=Coalesce("actor__canonical", "actor"))
    return _actors(spoken.order_by().values_list("who_id"))


def _spoken_for(claims: Any, keys: RawSQL) -> list[Choice]:
    named = ClaimSpeaker.objects.filter(claim__in=keys, on_behalf_of__isnull=False)
    spoken = named.annotate(whom_id=Coalesce("on_behalf_of__canonical", "on_behalf_of"))
    return _actors(spoken.order_by().values_list("whom_id"))


def _actors(keys: Any) -> list[Choice]:
    counts = list(keys.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    actors = Actor.objects.in_bulk([key for key, _ in counts])
    return [Choice(actors[key].slug, actors[key].name, number) for key, number in counts]


def _stories(claims: Any, keys: RawSQL) -> list[Choice]:
    links = Link.objects.standing().filter(claim__in=keys).order_by().values_list("story")
    counts = list(links.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    stories = Story.objects.in_bulk([key for key, _ in counts])
    return [Choice(stories[key].slug, stories[key].title, number) for key, number in counts]


def _events(claims: Any, keys: RawSQL) -> list[Choice]:
    events = Event.objects.standing()
    links = Link.objects.standing().filter(claim__in=keys, event__in=events).order_by().values_list("event")
    counts = list(links.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    titles = events.in_bulk([key for key, _ in counts])
    return [Choice(str(key), titles[key].title, number) for key, number in counts]


def _positions(claims: Any, keys: RawSQL) -> list[Choice]:
    spoken = ClaimSpeaker.objects.filter(claim__in=keys, position__isnull=False).exclude(
        position__state=Position.State.REJECTED
    )
    rows = spoken.order_by().values_list("position")
    counts = list(rows.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    known = Position.objects.select_related("holder", "organization", "office")
    positions = known.in_bulk([key for key, _ in counts])
    return [Choice(str(key), str(positions[key]), number) for key, number in counts]


def _outlets(claims: Any, keys: RawSQL) -> list[Choice]:
    rows = claims.order_by().values_list("snapshot__article__outlet")
    counts = list(rows.annotate(number=Count("pk")).order_by("-number")[:CHOICES])
    outlets = Outlet.objects.in_bulk([key for key, _ in counts])
    return [Choice(outlets[key].slug, outlets[key].name, number) for key, number in counts]


COUNTING: dict[str, Callable[[Any, RawSQL], list[Choice]]] = {
    "speaker": _speakers,
    "behalf": _spoken_for,
    "position": _positions,
    "story": _stories,
    "event": _events,
    "outlet": _outlets,
    "kind": _of_field("kind", dict(Claim.Kind.choices)),
    "cue": _of_field("cue_class", {}),
    "state": _of_field("state", dict(Claim.State.choices)),
}
