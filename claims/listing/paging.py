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

__all__ = ["BadCursor", "Page", "page_of"]

SIZE = 40
RANKED = 2_000
"""Ranking reads every hit; the best are looked for among the newest so many."""


class BadCursor(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Page:
    claims: list[Claim]
    following: str
    """The cursor of the next page; empty on the last."""
    first: bool


def page_of(claims: ClaimQuerySet, cursor: str, *, words: str = "", by_rank: bool = False) -> Page:
    """One page of `claims`, newest first or best match first, with the hits of `words` marked.

    Raises BadCursor for a cursor that this function did not make.
    """
    ordered = _by_rank(claims, words, cursor) if by_rank else _by_day(claims, cursor)
    rows = list(ordered.values_list("pk", flat=True)[: SIZE + 1])
    found = claims.model.objects.filter(pk__in=rows[:SIZE]).for_display()
    if words:
        found = with_headlines(found, words)
    by_key = {claim.pk: claim for claim in found}
    shown = [by_key[pk] for pk in rows[:SIZE] if pk in by_key]
    return Page(shown, _cursor(ordered, shown[-1], by_rank) if len(rows) > SIZE and shown else "", not cursor)


def _by_day(claims: ClaimQuerySet, cursor: str) -> ClaimQuerySet:
    ordered = claims.newest_first()
    if not cursor:
        return ordered
    day, key = _parts(cursor)
    if not day:
        return ordered.filter(day__isnull=True, pk__lt=key)
    try:
        last = date.fromisoformat(day)
    except ValueError as error:
        raise BadCursor from error
    return ordered.filter(Q(day__lt=last) | Q(day=last, pk__lt=key) | Q(day__isnull=True))


def _by_rank(claims: ClaimQuerySet, words: str, cursor: str) -> ClaimQuerySet:
    query = words_query(words)
    newest = claims.newest_first().values("pk")[:RANKED]
    rank = Cast(SearchRank(F("search"), query), FloatField())
    ranked = claims.model.objects.filter(pk__in=newest).annotate(rank=rank).order_by("-rank", "-pk")
    if not cursor:
        return ranked
    number, key = _parts(cursor)
    try:
        last = float(number)
    except ValueError as error:
        raise BadCursor from error
    return ranked.filter(Q(rank__lt=last) | Q(rank=last, pk__lt=key))


def _parts(cursor: str) -> tuple[str, int]:
    value, _, key = cursor.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise BadCursor
    return value, int(key)


def _cursor(ordered: ClaimQuerySet, last: Claim, by_rank: bool) -> str:
    if not by_rank:
        return f"{last.day or ''}_{last.pk}"
    ranked: Any = ordered.get(pk=last.pk)
    return f"{ranked.rank!r}_{last.pk}"
