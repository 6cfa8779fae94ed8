"""How many of the listed claims each choice of a filter would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count
from django.db.models.functions import Coalesce

from actors.models import Actor
from claims.listing.criteria import narrow
from claims.models import Claim, ClaimSpeaker, Link, Story
from sources.models import Outlet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = ["CEILING", "Choice", "facet"]

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


def facet(name: str, values: dict[str, Any]) -> list[Choice]:
    """The choices of filter `name` among the claims that fit all other filters, the most frequent first."""
    claims = Claim.objects.filter(pk__in=narrow(values, but=name).newest_first().values("pk")[:CEILING])
    return COUNTING[name](claims)


def _of_field(field: str, labels: dict[str, str]) -> Callable[[Any], list[Choice]]:
    def count(claims: Any) -> list[Choice]:
        counts = (
            claims.exclude(**{field: ""}).values_list(field).annotate(number=Count("pk")).order_by("-number", field)
        )
        return [Choice(value, labels.get(value, value), number) for value, number in counts]

    return count


def _speakers(claims: Any) -> list[Choice]:
    spoken = ClaimSpeaker.objects.filter(claim__in=claims).annotate(who_id=Coalesce("actor__canonical", "actor"))
    return _actors(spoken.order_by().values_list("who_id"))


def _spoken_for(claims: Any) -> list[Choice]:
    named = ClaimSpeaker.objects.filter(claim__in=claims, on_behalf_of__isnull=False)
    spoken = named.annotate(whom_id=Coalesce("on_behalf_of__canonical", "on_behalf_of"))
    return _actors(spoken.order_by().values_list("whom_id"))


def _actors(keys: Any) -> list[Choice]:
    counts = list(keys.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    actors = Actor.objects.in_bulk([key for key, _ in counts])
    return [Choice(actors[key].slug, actors[key].name, number) for key, number in counts]


def _stories(claims: Any) -> list[Choice]:
    links = Link.objects.standing().filter(claim__in=claims).order_by().values_list("story")
    counts = list(links.annotate(number=Count("claim", distinct=True)).order_by("-number")[:CHOICES])
    stories = Story.objects.in_bulk([key for key, _ in counts])
    return [Choice(stories[key].slug, stories[key].title, number) for key, number in counts]


def _outlets(claims: Any) -> list[Choice]:
    rows = claims.order_by().values_list("snapshot__article__outlet")
    counts = list(rows.annotate(number=Count("pk")).order_by("-number")[:CHOICES])
    outlets = Outlet.objects.in_bulk([key for key, _ in counts])
    return [Choice(outlets[key].slug, outlets[key].name, number) for key, number in counts]


COUNTING: dict[str, Callable[[Any], list[Choice]]] = {
    "speaker": _speakers,
    "behalf": _spoken_for,
    "story": _stories,
    "outlet": _outlets,
    "kind": _of_field("kind", dict(Claim.Kind.choices)),
    "cue": _of_field("cue_class", {}),
    "state": _of_field("state", dict(Claim.State.choices)),
}
