"""One record of a file, checked: what it says about an article, or why it cannot be taken."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from sources import addresses, dates, texts
from sources.pages.url_dates import day_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sources.models import Outlet
    from sources.readers import Row

LONGEST_ID = 500
LONGEST_OUTLET = 200
FILLED = ("outlet", "published", "url", "title")


class RejectedError(Exception):
    """The row cannot be taken. `secret`: nothing of it is kept, either."""

    def __init__(self, reason: str, advice: str = "", *, secret: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.secret = reason, advice, secret


@dataclass(slots=True, eq=False)
class Incoming:
    """A checked row. Empty fields are unknown and change nothing."""

    row: Row
    text: str
    sha256: bytes
    title: str
    byline: str
    url: str
    url_key: bytes | None
    external_id: str
    outlet_name: str
    host: str
    date: str
    date_from: str  # one of Article.DateOrigin
    date_order: str  # "day_first", "month_first", or "" where a date has to be clear by itself

    def published(self, outlet: Outlet) -> dates.Published | None:
        if not self.date:
            return None
        try:
            return dates.published(self.date, zoneinfo.ZoneInfo(outlet.timezone), timezone.now(), self.date_order)
        except dates.DateError as error:
            raise RejectedError(str(error), error.advice) from error


def check(row: Row, options: Mapping[str, Any]) -> Incoming:
    """Options, as an import job has them, fill what the row's record lacks. Raises RejectedError."""
    record = row.record or {}
    text = texts.normalise(record.get("text", ""))
    if not text or text.isspace():
        fetched = " It has an address: the text can be fetched from there." if record.get("url") else ""
        raise RejectedError("The row has no text.", f"Fill the text, or leave the row out.{fetched}")
    external_id, outlet = given("external_id", record, options), given("outlet", record, options)
    if len(external_id) > LONGEST_ID:
        raise RejectedError(f"The id is longer than {LONGEST_ID} characters.", "Is another column the id?")
    if len(outlet) > LONGEST_OUTLET:
        raise RejectedError(
            f"The outlet's name is longer than {LONGEST_OUTLET} characters.", "Is another column the outlet?"
        )
    url = address(record, options)
    date, date_from = dated(record, options, url)
    return Incoming(
        row=row,
        text=text,
        sha256=texts.digest(text),
        title=texts.normalise(options.get("title") or "") or given("title", record, options),  # a person knows better
        byline=given("byline", record, options),
        url=url,
        url_key=addresses.key(url) if url else None,
        external_id=external_id,
        outlet_name=outlet,
        host=addresses.host_of(url) if url else "",
        date=date,
        date_from=date_from,
        date_order=options.get("dates") or "",
    )


def given(field: str, record: Mapping[str, str], options: Mapping[str, Any]) -> str:
    """On one line."""
    value = record.get(field) or ""
    if value:
        value = texts.normalise(" ".join(value.split()))
    return value or (texts.normalise(str(options.get(field) or "")).strip() if field in FILLED else "")


def address(record: Mapping[str, str], options: Mapping[str, Any]) -> str:
    """Canonical, or empty. Raises RejectedError."""
    url = given("url", record, options)
    try:
        return addresses.canonical(url) if url else ""
    except addresses.AddressError as error:
        raise RejectedError(
            str(error), "Write the whole address, beginning with https://, or leave it empty."
        ) from error


def dated(record: Mapping[str, str], options: Mapping[str, Any], url: str) -> tuple[str, str]:
    """The date as it was written, and who says so: the file or page, the person who imports, or the address."""
    if date := given("published", record, {}):
        return date, record.get("published_from") or "file"
    if date := given("published", {}, options):
        return date, "person"
    if date := day_in(url):
        return date, "url"
    return "", ""
