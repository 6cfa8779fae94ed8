"""The claims of each column, and what its actor said first, last and most, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Value

from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING
from claims.models import Claim
from claims.models.listing import UNDATED
from claims.sayings import with_stands

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claims.comparing.asked import Side
    from claims.models import ListedClaimQuerySet

__all__ = ["LONGEST", "Column", "Often", "columns_of"]

LONGEST = 300
"""Claims of a column: the newest so many are read."""
OFTEN = 3

type Row = tuple[date, int]
"""A claim's day, UNDATED for none, and its key."""


@dataclass(frozen=True, slots=True)
class Often:
    label: str
    count: int
    address: str


@dataclass(slots=True)
class Column:
    side: Side
    colour: str
    claims: list[Claim] = field(default_factory=list)
    """In the order of their days, those without a day behind."""
    count: int = 0
    first: Claim | None = None
    last: Claim | None = None
    about: list[Often] = field(default_factory=list)
    acts: list[Often] = field(default_factory=list)
    repeated: Claim | None = None
    """The words that most articles carried, with `reports` articles."""
    reports: int = 0

    @property
    def longer(self) -> bool:
        return self.count > len(self.claims)

    @property
    def capped(self) -> bool:
        return self.count > CEILING

    @property
    def counted(self) -> int:
        return min(self.count, CEILING)

    @property
    def address(self) -> str:
        return self.side.address()


def columns_of(sides: Sequence[Side]) -> list[Column]:
    """One question for the keys of each column, and one for the ends of those that are too long to be read whole."""
    columns = [Column(side, f"speaker-{number}") for number, side in enumerate(sides, 1)]
    listed = [listed_by(side.values) for side in sides]
    rows = [sorted(claims.order_by().values_list("day", "pk")[: CEILING + 1], reverse=True) for claims in listed]
    long = [number for number, found in enumerate(rows) if len(found) > CEILING]
    ends = dict(zip(long, _ends([listed[number] for number in long]), strict=True))
    newest = [ends.get(number, found)[:LONGEST] for number, found in enumerate(rows)]
    oldest = [
        next((row for row in reversed(ends.get(number, found)) if row[0] > UNDATED), None)
        for number, found in enumerate(rows)
    ]
    wanted = {key for found in newest for _, key in found} | {row[1] for row in oldest if row}
    claims = {claim.pk: claim for claim in with_stands(Claim.objects.filter(pk__in=wanted))}
    for column, count, new, old in zip(columns, map(len, rows), newest, oldest, strict=True):
        column.claims = [claims[key] for day, key in reversed(new) if day > UNDATED and key in claims]
        column.last = column.claims[-1] if column.claims else None
        column.claims += [claims[key] for day, key in reversed(new) if day == UNDATED and key in claims]
        column.first = claims.get(old[1]) if old else None
        column.count = count
        _most(column)
    _repeated(columns)
    return columns


def _ends(listed: list[ListedClaimQuerySet]) -> list[list[Row]]:
    """The newest claims of each, and its oldest."""
    found: list[list[Row]] = [[] for _ in listed]
    parts = [
        part.annotate(column=Value(number)).values_list("column", "day", "pk")
        for number, claims in enumerate(listed)
        for part in (claims.newest_first()[:LONGEST], claims.filter(day__gt=UNDATED).order_by("day", "claim")[:1])
    ]
    if parts:
        for number, day, key in parts[0].union(*parts[1:], all=True):
            found[number].append((day, key))
    return [sorted(set(rows), reverse=True) for rows in found]


def _most(column: Column) -> None:
    """What its claims are about and how they are made, counted over those that were read."""
    side = column.side

    events = Counter(link.event for claim in column.claims for link in claim.links.all() if link.event)
    acts = Counter(claim.cue_class for claim in column.claims if claim.cue_class)
    column.about = [Often(str(event), count, side.address(event=event)) for event, count in events.most_common(OFTEN)]
    column.acts = [Often(name, count, side.address(cue=name)) for name, count in acts.most_common(OFTEN)]


def _repeated(columns: Sequence[Column]) -> None:
    groups = {claim.group_id for column in columns for claim in column.claims if claim.group_id}
    if not groups:
        return
    counted = Claim.objects.standing().filter(group__in=groups).order_by().values_list("group")
    reports = dict(counted.annotate(number=Count("snapshot__article", distinct=True)))
    for column in columns:
        grouped = [claim for claim in column.claims if reports.get(claim.group_id, 0) > 1]
        if grouped:
            column.repeated = max(grouped, key=lambda claim: (reports[claim.group_id], claim.pk))
            column.reports = reports[column.repeated.group_id]
