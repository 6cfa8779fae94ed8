"""Rows as they will be stored, by the import's own rules, and stored nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.db.models.functions import Lower

from sources.models import Outlet
from sources.services.import_rows import to_fetch
from sources.services.outlets import UNKNOWN
from sources.services.records import Incoming, RejectedError, address, check

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from sources.dates import Published
    from sources.readers import Row

BEGINNING = 160  # characters of a text
ORIGINS = {"page": "as the page says", "url": "as its address says", "person": "as you say"}


@dataclass(frozen=True)
class Shown:
    """`reason` where the row would be rejected; `fetched` where its text has to be fetched from `url` first."""

    row: Row
    reason: str = ""
    advice: str = ""
    title: str = ""
    text: str = ""
    length: int = 0
    url: str = ""
    external_id: str = ""
    byline: str = ""
    outlet: str = ""
    outlet_is_new: bool = False
    published: datetime | date | None = None
    published_from: str = ""
    fetched: bool = False


def preview(rows: Iterable[Row], options: Mapping[str, Any], format: str) -> list[Shown]:
    checked = [(row, attempt(row, options, format)) for row in rows]
    known = outlets_of([found for _, found in checked if isinstance(found, Incoming)])
    return [shown(row, found, known) for row, found in checked]


def attempt(row: Row, options: Mapping[str, Any], format: str) -> Incoming | RejectedError | str:
    """The checked row, or why it is refused, or the address that it would be fetched from."""
    if row.problem:
        return RejectedError(row.problem.reason, row.problem.advice)
    try:
        return address(row.record or {}, options) if to_fetch(row, options, format) else check(row, options)
    except RejectedError as error:
        return error


def shown(row: Row, found: Incoming | RejectedError | str, known: Mapping[str, Outlet]) -> Shown:
    match found:
        case RejectedError():
            return Shown(row, found.reason, found.advice)
        case str():
            return Shown(row, url=found, title=(row.record or {}).get("title", ""), fetched=True)
    name = found.outlet_name or found.host or UNKNOWN
    outlet = known.get(name.lower())
    try:
        published = found.published(outlet or Outlet(name=name))
    except RejectedError as error:
        return Shown(row, error.reason, error.advice)
    return Shown(
        row,
        title=found.title,
        text=found.text[:BEGINNING],
        length=len(found.text),
        url=found.url,
        external_id=found.external_id,
        byline=found.byline,
        outlet=outlet.name if outlet else name,
        outlet_is_new=outlet is None,
        published=day(published),
        published_from=ORIGINS.get(found.date_from, "") if published else "",
    )


def day(published: Published | None) -> datetime | date | None:
    if published is None:
        return None
    return published.at if published.precision == "time" else published.on


def outlets_of(rows: list[Incoming]) -> Mapping[str, Outlet]:
    """Those that exist, by name and by host in lower case."""
    asked = {(row.outlet_name or row.host or UNKNOWN).lower() for row in rows}
    stored = Outlet.objects.alias(folded=Lower("name")).filter(Q(folded__in=asked) | Q(host__in=asked - {""}))
    by_host = {outlet.host: outlet for outlet in stored if outlet.host}
    return by_host | {outlet.name.lower(): outlet for outlet in stored}
