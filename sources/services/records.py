"""One record of a file, checked: what it says about an article, or why it cannot be taken."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from sources import addresses, dates, texts
from sources.models import ImportJob

if TYPE_CHECKING:
    from sources.models import Outlet

LONGEST_ID = 500
LONGEST_OUTLET = 200


class RejectedError(Exception):
    """The row cannot be taken."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


@dataclass
class Incoming:
    """A checked row. Empty fields are unknown and change nothing."""

    row: int
    record: dict[str, str]
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

    def published(self, outlet: Outlet) -> dates.Published | None:
        if not self.date:
            return None
        try:
            return dates.published(self.date, zoneinfo.ZoneInfo(outlet.timezone), timezone.now())
        except dates.DateError as error:
            raise RejectedError(str(error), error.advice) from error


def check(row: int, record: dict[str, str], options: dict[str, str]) -> Incoming:
    """Options fill what the record lacks. Raises RejectedError."""

    def given(field: str) -> str:
        return texts.normalise(" ".join(record.get(field, "").split()) or options.get(field, "")).strip()

    text = texts.normalise(record.get("text", ""))
    if not text.strip():
        raise RejectedError("The row has no text.", "Fill the text, or leave the row out.")
    external_id, outlet = given("external_id"), given("outlet")
    if len(external_id) > LONGEST_ID:
        raise RejectedError(f"The id is longer than {LONGEST_ID} characters.", "Is another column the id?")
    if len(outlet) > LONGEST_OUTLET:
        raise RejectedError(
            f"The outlet's name is longer than {LONGEST_OUTLET} characters.", "Is another column the outlet?"
        )
    try:
        url = addresses.canonical(given("url")) if given("url") else ""
    except addresses.AddressError as error:
        raise RejectedError(
            str(error), "Write the whole address, beginning with https://, or leave it empty."
        ) from error
    return Incoming(
        row=row,
        record=record,
        text=text,
        sha256=texts.digest(text),
        title=texts.normalise(options.get("title", "")) or given("title"),  # a person knows better than the first line
        byline=given("byline"),
        url=url,
        url_key=addresses.key(url) if url else None,
        external_id=external_id,
        outlet_name=outlet,
        host=addresses.host_of(url) if url else "",
        date=given("published"),
    )


def fillings(job: ImportJob) -> dict[str, str]:
    """What the person said about the file as a whole."""
    return {field: str(job.options.get(field) or "") for field in ("outlet", "published", "url", "title")}
