"""Pages of claims by key, so that the thousandth costs what the first costs and its address keeps its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import F, FloatField
from django.db.models.functions import Cast

from claims.models import Claim
from claims.models.claims import words_query
from claims.models.listing import UNDATED
from claims.search import with_headlines

if TYPE_CHECKING:
    from claims.models import ListedClaimQuerySet

__all__ = ["BadCursor", "Cursors", "Page", "cut", "page_of", "read_places"]

SIZE = 25
RANKED = 1_000
"""Ranking reads every hit; the best are looked for among the newest so many."""

type Place = tuple[date | float, int]
"""Where a claim stands in a list: by its day or its rank, then by its key."""


class BadCursor(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Cursors:
    """The claim that a page comes after, or the one before which it ends; neither on the first page."""

    after: Place | None = None
    before: Place | None = None

    @classmethod
    def read(cls, after: str, before: str, *, by_rank: bool = False) -> Cursors:
        """Raises BadCursor for what no page has as its cursor."""
        if after and before:
            raise BadCursor
        return cls(*(_place(cursor, by_rank=by_rank) if cursor else None for cursor in (after, before)))


@dataclass(frozen=True, slots=True)
class Page:
    claims: list[Claim]
    following: str = ""
    """The cursor of the next page, for `after`; empty on the last."""
    preceding: str = ""
    """The cursor of the page before, for `before`; empty on the first."""

    @property
    def first(self) -> bool:
        return not self.preceding


def page_of(
    listed: ListedClaimQuerySet,
    cursors: Cursors,
    *,
    few: bool,
    words: str = "",
    by_rank: bool = False,
    rows: list[Place] | None = None,
) -> Page:
    """One page of claims, newest first or best match first, with the hits of `words` marked. `rows` are its places,
    if they are known.

    Where there are but few, all are found and then sorted: the planner, which knows neither how words go together
    nor with whom, may else walk through all days for a handful.
    """
    if rows is None:
        rows = read_places(listed, cursors, few=few, words=words, by_rank=by_rank)
    if cursors.before:
        if len(rows) <= SIZE:  # so the first page is always the full one
            return page_of(listed, Cursors(), few=few, words=words, by_rank=by_rank)
        rows, more = rows[SIZE - 1 :: -1], True
    else:
        rows, more = rows[:SIZE], len(rows) > SIZE
    if not rows:
        return Page([])
    return Page(
        _shown([key for _, key in rows], words),
        following=_cursor(rows[-1]) if more else "",
        preceding=_cursor(rows[0]) if cursors != Cursors() else "",
    )


def read_places(
    listed: ListedClaimQuerySet,
    cursors: Cursors,
    *,
    few: bool,
    words: str = "",
    by_rank: bool = False,
    size: int = SIZE,
) -> list[Place]:
    """The places of up to `size` claims and one more from a cursor on: forwards from `after`, backwards from
    `before`."""
    placed = listed.annotate(place=_rank(words) if by_rank else F("day"))
    placed, few = (placed.newest_first()[:RANKED], True) if by_rank else (placed, few)
    sql, parameters = placed.values_list("place", "pk").query.sql_with_params()
    page, place = cut(cursors, size)
    query = f"WITH hits (place, key) AS {'' if few else 'NOT '}MATERIALIZED ({sql}) SELECT place, key FROM hits {page}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, (*parameters, *place))
        rows: list[Place] = cursor.fetchall()
    return rows


def cut(cursors: Cursors, size: int = SIZE) -> tuple[str, tuple[Any, ...]]:
    """What makes a page of rows of `place` and `key`, with one more: how its query ends."""
    place = cursors.after or cursors.before or ()
    beyond, way = (">", "ASC") if cursors.before else ("<", "DESC")
    where = f"WHERE (place, key) {beyond} (%s, %s) " if place else ""
    return f"{where}ORDER BY place {way}, key {way} LIMIT {size + 1}", place


def _rank(words: str) -> Cast:
    return Cast(SearchRank(F("search"), words_query(words)), FloatField())


def _shown(keys: list[int], words: str) -> list[Claim]:
    found = Claim.objects.filter(pk__in=keys).for_display()
    if words:
        found = with_headlines(found, words)
    by_key = {claim.pk: claim for claim in found}
    return [by_key[key] for key in keys if key in by_key]


def _place(cursor: str, *, by_rank: bool) -> Place:
    value, _, key = cursor.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise BadCursor
    try:
        if by_rank:
            return float(value), int(key)
        return date.fromisoformat(value) if value else UNDATED, int(key)
    except ValueError as error:
        raise BadCursor from error


def _cursor(place: Place) -> str:
    value, key = place
    return f"{'' if value == UNDATED else value}_{key}"
