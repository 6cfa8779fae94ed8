"""Pages by key, in both directions: the thousandth costs what the first costs."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from django.core import signing
from django.db.models import F, Q
from ninja import Schema
from pydantic import Field

from claims.api.problems import refuse_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    type Place = tuple[Any, int]
    """What a list is ordered by, and a row's key."""
    type Read[Row] = Callable[[Any, int, bool, int], list[Row]]
    """Rows from a value and key on (from the beginning where the key is 0), backwards or not, so many."""
    type Links = dict[str, str | None]

__all__ = ["TURNS", "Order", "Page", "Turn", "Words", "turn_page", "turn_places"]

SIGNER = signing.Signer(salt="claims.api.paging")
TURNS = ("limit", "cursor")


Words = Annotated[str, Field(max_length=300)]


class Turn(Schema):
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.", examples=[20])] = 50
    cursor: Annotated[str, Field(max_length=4000, description="From the address of another page of the same list.")] = (
        ""
    )


class Page[T](Schema):
    items: list[T]
    next: Annotated[str | None, Field(description="The address of the page after this one.", examples=[None])]
    previous: Annotated[str | None, Field(description="The address of the page before this one.", examples=[None])]


@dataclass(frozen=True, slots=True)
class Order:
    """By `column`, where it is empty last, then by key in the same direction."""

    column: str
    descending: bool = False
    nullable: bool = False

    def by(self, *, back: bool) -> tuple[Any, ...]:
        descending = self.descending != back
        if self.column == "pk":
            return ("-pk" if descending else "pk",)
        column, empty = F(self.column), {"nulls_first" if back else "nulls_last": True} if self.nullable else {}
        ordered = column.desc(**empty) if descending else column.asc(**empty)
        return (ordered, "-pk" if descending else "pk")

    def beyond(self, value: Any, key: int, *, back: bool) -> list[Q]:
        """What lies behind (or, going back, before) that row, in pieces of which each is read from an index; what is
        in a later piece comes later."""
        than = "lt" if self.descending != back else "gt"
        keys = Q(**{f"pk__{than}": key})
        if self.column == "pk":
            return [keys]
        filled, empty = Q(**{f"{self.column}__isnull": False}), Q(**{f"{self.column}__isnull": True})
        if value is None:
            return [empty & keys, filled] if back else [empty & keys]
        near = Q(**{f"{self.column}__{than}e": value}) & (Q(**{f"{self.column}__{than}": value}) | keys)
        return [near, empty] if self.nullable and not back else [near]


def turn_page(
    request: HttpRequest, response: HttpResponse, rows: QuerySet[Any, Any], order: Order, turn: Turn
) -> tuple[list[Any], Links]:
    """The rows of the page that `turn` asks for, and the addresses of those beside it, which `response` has as links
    too. Raises Problem for a cursor that is not of this list."""

    def read(value: Any, key: int, back: bool, wanted: int) -> list[Any]:
        pieces = order.beyond(value, key, back=back) if key else [Q()]
        return list(_found(rows, pieces, order.by(back=back), wanted))

    return turn_places(request, response, read, lambda row: (getattr(row, order.column), row.pk), turn)


def turn_places[Row](
    request: HttpRequest, response: HttpResponse, read: Read[Row], place_of: Callable[[Row], Place], turn: Turn
) -> tuple[list[Row], Links]:
    """The same of what `read` finds: rows behind a place, or, going back, before it."""
    value, key, back = _read(request, turn.cursor)
    found = read(value, key, back, turn.limit + 1)
    more, found = len(found) > turn.limit, found[: turn.limit]
    if back:
        found.reverse()
    last = place_of(found[-1]) if found and (more or back) else None
    first = place_of(found[0]) if found and key and (more or not back) else None
    links = {"next": _address(request, last), "previous": _address(request, first, back=True)}
    told = ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items() if address)
    if told:
        response["Link"] = told
    return found, links


def _found(rows: QuerySet[Any, Any], pieces: list[Q], ordered: tuple[Any, ...], wanted: int) -> Iterator[Any]:
    for piece in pieces:
        if wanted > 0:
            part = list(rows.filter(piece).order_by(*ordered)[:wanted])
            wanted -= len(part)
            yield from part


def _read(request: HttpRequest, cursor: str) -> tuple[Any, int, bool]:
    if not cursor:
        return None, 0, False
    try:
        of, value, key, back = SIGNER.unsign_object(cursor)
    except (signing.BadSignature, ValueError) as error:
        raise refuse_parameters({"cursor": "This is not a cursor that was given out here."}) from error
    if of != _list_of(request):
        raise refuse_parameters({"cursor": "This cursor belongs to a list with other filters."})
    return value, key, back


def _address(request: HttpRequest, place: Place | None, *, back: bool = False) -> str | None:
    if place is None:
        return None
    value, key = place
    told = value.isoformat() if isinstance(value, dt.date) else value
    query = request.GET.copy()
    query["cursor"] = SIGNER.sign_object([_list_of(request), told, key, back])
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _list_of(request: HttpRequest) -> str:
    """Stands for the address and its filters."""
    filters = sorted((name, value) for name, value in request.GET.items() if name not in TURNS)
    return hashlib.sha256(f"{request.path}?{urlencode(filters)}".encode()).hexdigest()[:16]
