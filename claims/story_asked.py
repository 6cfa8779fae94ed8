"""What a story's page is asked to show: actors, cue classes, kinds, states, a stretch of time."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db.models import Aggregate, DateField, Q
from django.http import Http404, QueryDict

from actors.models import Actor
from claims.extraction.cue_classes import classes
from claims.models import Claim
from claims.models.listing import UNDATED
from claims.timeline import BadWindow, Window, window_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from claims.models.listing import ListedClaimQuerySet

__all__ = ["Asked", "Chip", "asked_for"]

MOST = 20
"""Values of one filter."""
STATES = ("proposed", "doubtful", "confirmed", "corrected")
KINDS = tuple(Claim.Kind.values)


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    without: str
    """The page without it."""


@dataclass
class Asked:
    path: str
    query: QueryDict
    """Of what is kept from link to link; what could not be understood is left out of it."""
    actors: list[Actor] = field(default_factory=list)
    cues: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    window: Window | None = None
    errors: list[str] = field(default_factory=list)

    @property
    def as_table(self) -> bool:
        return self.query.get("view") == "table"

    @cached_property
    def here(self) -> str:
        return self.with_()

    @property
    def other_view(self) -> str:
        """The table of a picture, the picture of a table."""
        return self.with_(view="" if self.as_table else "table")

    @property
    def as_file(self) -> str:
        return self.with_(view="").replace(self.path, f"{self.path}timeline.svg", 1)

    @property
    def filtered(self) -> bool:
        return bool(self.actors or self.cues or self.kinds or self.states)

    @property
    def chips(self) -> list[Chip]:
        labels = [("actor", str(actor), actor.slug) for actor in self.actors]
        labels += [("cue", f"cue: {cue}", cue) for cue in self.cues]
        labels += [("kind", kind, kind) for kind in self.kinds]
        labels += [("state", state, state) for state in self.states]
        return [Chip(label, self._without(name, value)) for name, label, value in labels]

    def narrow(self, listed: ListedClaimQuerySet) -> ListedClaimQuerySet:
        """By everything but the stretch of time."""
        if self.actors:
            listed = listed.involving(*(actor.pk for actor in self.actors))
        if self.cues:
            listed = listed.filter(cue_class__in=self.cues)
        if self.kinds:
            listed = listed.filter(kind__in=self.kinds)
        if self.states:
            states = Q(state__in=self.states)
            listed = listed.filter(states | Q(doubtful=True) if "doubtful" in self.states else states)
        return listed

    def within(self, listed: ListedClaimQuerySet) -> ListedClaimQuerySet:
        """Said in the stretch of time."""
        return listed.filter(day__range=(self.window.first, self.window.last)) if self.window else listed

    def to(self, window: Window | None) -> str:
        """The page with the same filters and another stretch of time; None is everything."""
        if window is None:
            return self.with_(zoom="", **{"from": "", "to": ""})
        return self.with_(zoom=window.zoom, **{"from": str(window.first), "to": str(window.last)})

    def list_of(self, lane: str) -> str:
        """The list of a lane's claims under this very picture; days can be added to it."""
        return f"{self.here}{'&' if '?' in self.here else '?'}{urlencode({'lane': lane})}"

    def with_(self, **changes: str) -> str:
        """The page with some parameters changed."""
        kept = [pair for pair in self._pairs if pair[0] not in changes]
        return self._address([*kept, *((name, value) for name, value in changes.items() if value)])

    def _without(self, name: str, value: str) -> str:
        return self._address([pair for pair in self._pairs if pair != (name, value)])

    @cached_property
    def _pairs(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in self.query.lists() for value in values]

    def _address(self, pairs: list[tuple[str, str]]) -> str:
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path


def asked_for(path: str, query: QueryDict, told: ListedClaimQuerySet) -> Asked:
    """`told` are the story's claims: a zoom without days is around the middle one of them.

    Raises Http404 for an actor that is not there; whatever else is wrong stands in `errors` and narrows nothing.
    """
    asked = Asked(path, QueryDict(mutable=True))
    asked.actors = _actors(asked, query.getlist("actor"))
    asked.cues = _known(asked, query, "cue", "cue class", classes())
    asked.kinds = _known(asked, query, "kind", "kind", KINDS)
    asked.states = _known(asked, query, "state", "state", STATES)
    days = query.get("zoom", ""), query.get("from", ""), query.get("to", "")
    try:
        middle = _middle(asked.narrow(told)) if days[0] and not (days[1] or days[2]) else None
        asked.window = window_of(*days, middle)
    except BadWindow as bad:
        asked.errors.append(str(bad))
    kept = {"actor": [one.slug for one in asked.actors], "cue": asked.cues, "kind": asked.kinds, "state": asked.states}
    if window := asked.window:
        kept |= {"zoom": [window.zoom], "from": [str(window.first)], "to": [str(window.last)]}
    if query.get("view") == "table":
        kept["view"] = ["table"]
    for name, values in kept.items():
        if values:
            asked.query.setlist(name, values)
    return asked


def _actors(asked: Asked, slugs: list[str]) -> list[Actor]:
    wanted = list(dict.fromkeys(slug.replace("\0", "�") for slug in slugs))[:MOST]
    if len(slugs) > MOST:
        asked.errors.append(f"A timeline shows {MOST} chosen actors at most.")
    found = Actor.objects.by_slugs(wanted) if wanted else {}
    if any(slug not in found for slug in wanted):
        raise Http404
    return list(dict.fromkeys(found[slug] for slug in wanted))


def _known(asked: Asked, query: QueryDict, name: str, label: str, known: Collection[str]) -> list[str]:
    values = list(dict.fromkeys(query.getlist(name)))
    asked.errors += [f"There is no {label} “{value[:40]}”." for value in values if value not in known][:3]
    return [value for value in values if value in known]


def _middle(told: ListedClaimQuerySet) -> date | None:
    dated = told.filter(day__gt=UNDATED)
    middle: date | None = dated.aggregate(middle=_Median("day"))["middle"]
    return middle


class _Median(Aggregate):
    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DateField()
