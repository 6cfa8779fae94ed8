"""The claims of each column, and what its actor said first, last and most, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, F, IntegerField, Value

from claims.listing.criteria import narrow
from claims.listing.facets import CEILING
from claims.models import Claim
from claims.sayings import with_stands

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claims.comparing.asked import Side
    from claims.models import ClaimQuerySet

__all__ = ["LONGEST", "Column", "Often", "columns_of"]

LONGEST = 300
"""Claims of a column: the newest so many are read."""
OFTEN = 3


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
    """In the order of their days, those without a day last."""
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
    columns = [Column(side, f"speaker-{number}") for number, side in enumerate(sides, 1)]
    narrowed = [narrow(side.values) for side in sides]
    newest = _keys([claims.newest_first()[: LONGEST + 1] for claims in narrowed])
    oldest = _keys([claims.order_by(F("day").asc(nulls_last=True), "id")[:1] for claims in narrowed])
    wanted = {key for keys in (*newest, *oldest) for key in keys}
    found = {claim.pk: claim for claim in with_stands(Claim.objects.filter(pk__in=wanted))}
    for column, claims, new, old in zip(columns, narrowed, newest, oldest, strict=True):
        dated = [found[key] for key in new[:LONGEST] if key in found]
        column.claims = sorted(dated, key=lambda claim: (claim.day is None, claim.day, claim.pk))
        column.count = len(new) if len(new) <= LONGEST else claims.order_by()[: CEILING + 1].count()
        column.first = next((found[key] for key in old if key in found), None)
        column.last = next((claim for claim in reversed(column.claims) if claim.day), column.first)
        _most(column)
    _repeated(columns)
    return columns


def _keys(queries: list[ClaimQuerySet]) -> list[list[int]]:
    """The keys that each query finds, all in one question to the database."""
    keys: list[list[int]] = [[] for _ in queries]
    numbered = [
        query.annotate(column=Value(number, output_field=IntegerField())).values_list("column", "pk")
        for number, query in enumerate(queries)
    ]
    if numbered:
        for number, key in numbered[0].union(*numbered[1:], all=True) if len(numbered) > 1 else numbered[0]:
            keys[number].append(key)
    return keys


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
