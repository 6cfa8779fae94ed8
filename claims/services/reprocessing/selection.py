"""Which articles another pipeline would read again: visible ones, whose latest text's claims come from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from claims.models import Extraction

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from sources.models import Outlet

__all__ = ["Choice", "by_version", "read_by_others"]


@dataclass(frozen=True)
class Choice:
    """Of all articles those of an outlet, published between two days, both included, last read by one version."""

    outlet: Outlet | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    read_by: str = ""


def read_by_others(pipeline: str, choice: Choice | None = None) -> QuerySet[Extraction]:
    """The runs that these articles' claims come from."""
    # Two ranges can use the index; “not this one” could not.
    other = Q(pipeline__lt=pipeline) | Q(pipeline__gt=pipeline)
    runs = Extraction.objects.filter(
        other,
        in_force=True,
        snapshot__erased_at__isnull=True,
        snapshot__latest_of__isnull=False,
        snapshot__latest_of__removed_at__isnull=True,
    )
    choice = choice or Choice()
    if choice.outlet:
        runs = runs.filter(snapshot__latest_of__outlet=choice.outlet)
    if choice.since:
        runs = runs.filter(snapshot__latest_of__published_on__gte=choice.since)
    if choice.until:
        runs = runs.filter(snapshot__latest_of__published_on__lte=choice.until)
    if choice.read_by:
        runs = runs.filter(pipeline=choice.read_by)
    return runs


def by_version(pipeline: str, choice: Choice | None = None) -> dict[str, int]:
    """How many articles were read by which other version."""
    runs = read_by_others(pipeline, choice).order_by()
    return dict(runs.values_list("pipeline").annotate(number=Count("pk")).order_by("pipeline"))
