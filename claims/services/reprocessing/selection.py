"""Which articles another pipeline would read again: visible ones, whose latest text's claims come from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q

from claims.models import Extraction

if TYPE_CHECKING:
    import datetime as dt

    from django.db.models import QuerySet

    from claims.models import Reprocessing
    from sources.models import Outlet

__all__ = ["Choice", "by_version", "kept", "read_by_others", "versions_before"]

LOOKED_AT = 1_000
"""Articles of a job that tell which versions it followed."""


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


def kept() -> QuerySet[Extraction]:
    """Runs whose output is there and holds: since an article's change another day of publication may."""
    return Extraction.objects.filter(output__isnull=False, extracted_at__gte=F("snapshot__article__updated_at"))


def versions_before(job: Reprocessing) -> list[str]:
    """To which one can go back from what the job applied, as its first articles tell."""
    applied = job.items.filter(applied_at__isnull=False).order_by("pk").values_list("snapshot", flat=True)
    still = Extraction.objects.filter(snapshot=OuterRef("snapshot"), in_force=True, pipeline=job.pipeline)
    runs = kept().filter(Exists(still), snapshot__in=list(applied[:LOOKED_AT])).exclude(pipeline=job.pipeline)
    return list(runs.order_by("pipeline").values_list("pipeline", flat=True).distinct())
