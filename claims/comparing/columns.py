"""The claims of each column, and what its actor said first, last and most, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Value

from claims.among import among
from claims.listing.criteria import listed_by
from claims.listing.facets import CEILING
from claims.models import Claim, Event
from claims.models.listing import UNDATED
from claims.sayings import sayings_of, worded

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from claims.comparing.asked import Side
    from claims.models import ListedClaimQuerySet
    from claims.stance import Saying

__all__ = ["LONGEST", "Column", "Often", "columns_of"]

LONGEST = 150
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
    sayings: list[Saying] = field(default_factory=list)
    """The same, as the rules see them."""
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
    claims = {claim.pk: claim for claim in worded(Claim.objects.filter(pk__in=among(wanted)))}
    sayings = {saying.key: saying for saying in sayings_of(list(claims.values()), named=False)}
    for column, count, new, old in zip(columns, map(len, rows), newest, oldest, strict=True):
        column.claims = [claims[key] for day, key in reversed(new) if day > UNDATED and key in claims]
        column.last = column.claims[-1] if column.claims else None
        column.claims += [claims[key] for day, key in reversed(new) if day == UNDATED and key in claims]
        column.first = claims.get(old[1]) if old else None
        column.sayings = [sayings[claim.pk] for claim in column.claims]
        column.count = count
    _most(columns)
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


def _most(columns: Sequence[Column]) -> None:
    """What their claims are about and how they are made, counted over those that were read."""
    about = [
        Counter(key for saying in column.sayings for key in saying.events).most_common(OFTEN) for column in columns
    ]
    events = Event.objects.in_bulk({key for counted in about for key, _ in counted})
    for column, counted in zip(columns, about, strict=True):
        acts = Counter(claim.cue_class for claim in column.claims if claim.cue_class).most_common(OFTEN)
        address = column.side.address
        column.about = [Often(str(events[key]), number, address(event=events[key])) for key, number in counted]
        column.acts = [Often(name, number, address(cue=name)) for name, number in acts]


def _repeated(columns: Sequence[Column]) -> None:
    groups = {claim.group_id for column in columns for claim in column.claims if claim.group_id}
    if not groups:
        return
    counted = Claim.objects.standing().filter(group__in=among(groups)).order_by().values_list("group")
    reports = dict(counted.annotate(number=Count("snapshot__article", distinct=True)))
    for column in columns:
        grouped = [claim for claim in column.claims if reports.get(claim.group_id, 0) > 1]
        if grouped:
            column.repeated = max(grouped, key=lambda claim: (reports[claim.group_id], claim.pk))
            column.reports = reports[column.repeated.group_id]
