"""Pages of claims by key, so that the thousandth costs what the first costs and its address keeps its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, FloatField, Q
from django.db.models.functions import Cast

from claims.models.claims import words_query
from claims.search import with_headlines

if TYPE_CHECKING:
    from claims.models import Claim, ClaimQuerySet

__all__ = ["BadCursor", "Page", "page_of", "ranked"]

SIZE = 40
RANKED = 2_000
"""Ranking reads every hit; the best are looked for among the newest so many."""


class BadCursor(ValueError):
    pass


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
    claims: ClaimQuerySet, *, after: str = "", before: str = "", words: str = "", by_rank: bool = False
) -> Page:
    """One page of `claims`, newest first or best match first, with the hits of `words` marked: the first, the one
    that follows the cursor `after`, or the one that ends at the cursor `before`.

    Raises BadCursor for a cursor that this function did not make.
    """
    if after and before:
        raise BadCursor
    ordered = ranked(claims, words) if by_rank else claims.newest_first()
    beyond = _beyond_rank if by_rank else _beyond_day
    if before:
        rows = list(ordered.filter(beyond(before, back=True)).reverse().values_list("pk", flat=True)[: SIZE + 1])
        if len(rows) <= SIZE:  # so the first page is always the full one
            return page_of(claims, words=words, by_rank=by_rank)
        rows, more = rows[SIZE - 1 :: -1], True
    else:
        following = ordered.filter(beyond(after)) if after else ordered
        rows = list(following.values_list("pk", flat=True)[: SIZE + 1])
        rows, more = rows[:SIZE], len(rows) > SIZE
    shown = _shown(claims, rows, words)
    if not shown:
        return Page([])
    cursor = _rank_cursor if by_rank else _day_cursor
    return Page(
        shown,
        following=cursor(ordered, shown[-1]) if more else "",
        preceding=cursor(ordered, shown[0]) if after or before else "",
    )


def _shown(claims: ClaimQuerySet, keys: list[int], words: str) -> list[Claim]:
    found = claims.model.objects.filter(pk__in=keys).for_display()
    if words:
        found = with_headlines(found, words)
    by_key = {claim.pk: claim for claim in found}
    return [by_key[key] for key in keys if key in by_key]


def _beyond_day(cursor: str, *, back: bool = False) -> Q:
    day, key = _parts(cursor)
    if not day:
        return Q(day__isnull=False) | Q(pk__gt=key) if back else Q(day__isnull=True, pk__lt=key)
    try:
        last = date.fromisoformat(day)
    except ValueError as error:
        raise BadCursor from error
    if back:
        return Q(day__gt=last) | Q(day=last, pk__gt=key)
    return Q(day__lt=last) | Q(day=last, pk__lt=key) | Q(day__isnull=True)


def ranked(claims: ClaimQuerySet, words: str) -> ClaimQuerySet:
    newest = claims.newest_first().values("pk")[:RANKED]
    rank = Cast(SearchRank(F("search"), words_query(words)), FloatField())
    return claims.model.objects.filter(pk__in=newest).annotate(rank=rank).order_by("-rank", "-pk")


def _beyond_rank(cursor: str, *, back: bool = False) -> Q:
    number, key = _parts(cursor)
    try:
        rank = float(number)
    except ValueError as error:
        raise BadCursor from error
    if back:
        return Q(rank__gt=rank) | Q(rank=rank, pk__gt=key)
    return Q(rank__lt=rank) | Q(rank=rank, pk__lt=key)


def _parts(cursor: str) -> tuple[str, int]:
    value, _, key = cursor.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise BadCursor
    return value, int(key)


def _day_cursor(ordered: ClaimQuerySet, claim: Claim) -> str:
    return f"{claim.day or ''}_{claim.pk}"


def _rank_cursor(ordered: ClaimQuerySet, claim: Claim) -> str:
    found: Any = ordered.get(pk=claim.pk)
    return f"{found.rank!r}_{claim.pk}"
