"""Pages of claims by key, so that the thousandth costs what the first costs and its address keeps its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from claims.models import Claim
from claims.models.claims import straight
from claims.models.listing import UNDATED
from claims.phrase_marks import phrases_of, whole_phrases
from claims.search import with_headlines

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SIZE", "BadCursor", "Cursors", "Page", "Place", "page_of"]

SIZE = 25

type Place = tuple[date | float, int]
"""Where a claim stands in a list: by its day or its rank, then by its key."""


class BadCursor(ValueError):
    pass


@dataclass(frozen=True, slots=True)
class Cursors:
    """The claim that a page comes after, or the one before which it ends; neither on the first page."""

    after: Place | None = None
    before: Place | None = None

    @property
    def beyond(self) -> tuple[str, str, Place | tuple[()]]:
        """How the places of the page compare to a place; in which order they come from there; that place, if any."""
        return (">", "ASC", self.before) if self.before else ("<", "DESC", self.after or ())

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


def page_of(read: Callable[[Cursors], list[Place]], cursors: Cursors, words: str = "") -> Page:
    """One page of claims, with the hits of `words` marked. `read` gives the places from a cursor on, one more than fit
    where there are more: forwards from `after`, backwards from `before`."""
    rows = read(cursors)
    if cursors.before:
        if len(rows) <= SIZE:  # so the first page is always the full one
            return page_of(read, Cursors(), words)
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


def _shown(keys: list[int], words: str) -> list[Claim]:
    found = Claim.objects.filter(pk__in=keys).for_display()
    if words:
        found = with_headlines(found, words)
    by_key = {claim.pk: claim for claim in found}
    if phrases := phrases_of(straight(words)):
        for claim in by_key.values():
            claim.headline = whole_phrases(phrases, claim.headline)  # type: ignore[attr-defined]  # by with_headlines
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
